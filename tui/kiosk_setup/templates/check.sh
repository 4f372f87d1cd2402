#!/bin/sh
# canbao：证明正在跑的服务器确实是这样设的；全绿退出 0，有一条红退出 1。要用 root 跑。
# 多给的参数接在后面，例如 --key ./kiosk_check（用它真的登录一次，试每一条出路）。
here=$(cd "$(dirname "$0")" && pwd) || exit 70
exec @PYTHON@ -I -B -X utf8 -m tui kiosk check "$here" "$@"
