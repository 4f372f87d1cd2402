"""终端界面。"""

import os

# 键盘协议会吞掉一些终端里输入法打出的字；Textual 在导入时读这个。
os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
