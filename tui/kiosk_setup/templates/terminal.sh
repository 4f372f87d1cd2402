#!/bin/sh
# canbao：放在大厅那台终端机上的循环。服务器擦不到断了线的屏幕，所以每次结束由这里再擦一遍。
# 用法：canbao-terminal 服务器 [钥匙文件]
# 终端模拟器要设成：没有回滚（scrollback 0）、没有菜单、不许 OSC 52、不许报告标题。
host=${1:?"用法：canbao-terminal 服务器 [钥匙文件]"}
key=${2:-/etc/canbao/kiosk_key}
case $host in -* | *[!A-Za-z0-9.:_-]*) echo '服务器的名字不对。' >&2; exit 2 ;; esac
trap '' INT QUIT TSTP

wipe() {
    printf '\033[?1049l\033[?1000l\033[?1003l\033[?1006l\033[?1004l\033[?2004l'
    printf '\033[<u\033[?7h\033[?25h\033[0m\033c\033[3J\033[H\033[2J'
}

while :; do
    stty sane -isig -echo 2>/dev/null
    wipe
    ssh -F none -e none -t -q -p @PORT@ -i "$key" \
        -o IdentitiesOnly=yes -o BatchMode=yes -o StrictHostKeyChecking=yes \
        -o UserKnownHostsFile=/etc/canbao/known_hosts -o GlobalKnownHostsFile=none \
        -o ServerAliveInterval=15 -o ServerAliveCountMax=2 -o ConnectTimeout=10 \
        -o ClearAllForwardings=yes -o ForwardAgent=no -o ForwardX11=no \
        -o PermitLocalCommand=no -o ControlMaster=no -o ControlPath=none \
        "@USER@@$host" </dev/tty
    wipe
    printf '\r\n  正在连接，请稍候……\r\n'
    sleep 2
done
