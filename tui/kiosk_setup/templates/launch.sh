#!/bin/sh
# shellcheck disable=SC3045 # dash 和 bash 的 ulimit 都有这些
# canbao：公共终端的启动器（sshd 的 ForceCommand，也是那个账号的 shell）。
# 不看参数，不看 SSH_ORIGINAL_COMMAND，不用登录带来的环境；不管程序怎么结束，最后都擦屏幕。
# 决不能用 exec 换成程序：那样就没有人擦屏幕了。
PATH=/usr/bin:/bin
umask 077
cd / || exit 70
if ! [ -t 0 ] || ! [ -t 1 ]; then
    echo 'canbao: terminal required' >&2
    exit 64
fi
trap '' INT QUIT TSTP TTIN TTOU
# 不接 HUP：断线时启动器先走，内核才会叫醒停住了的程序，让它也走。
trap : TERM

# Ctrl-C、Ctrl-\ 在程序接管终端之前也不起作用；打的字不回显；窗口不能大得离谱。
size=$(stty -isig -echo -ixon size 2>/dev/null)
case $size in *[!0-9\ ]* | '') size='24 80' ;; esac
[ "${size% *}" -le 200 ] || stty rows 200
[ "${size#* }" -le 500 ] || stty cols 500

ulimit -c 0
ulimit -n 256
ulimit -f 20480
ulimit -t 1800
ulimit -d 614400
ulimit -v 2000000
ulimit -p @NPROC@ 2>/dev/null || ulimit -u @NPROC@

# 离开备用屏幕，关掉各种报告，恢复颜色和光标，擦掉屏幕和回滚；擦完以后不再写程序的任何东西。
wipe() {
    printf '\033[?1049l\033[?1000l\033[?1002l\033[?1003l\033[?1006l\033[?1004l\033[?2004l'
    printf '\033[<u\033[?7h\033[?25h\033[0m\033c\033[H\033[2J\033[3J'
}

# 第二道时限，不靠 Python，也不靠 sshd 的 ChannelTimeout（9.2 在 Match 里不认它）：
# 这么多秒没有从这个终端读过键，就擦屏幕，结束这一组进程。
tty=/proc/$$/fd/1
watch() {
    while sleep 10; do
        read_at=$(stat -L -c %X "$tty") || return
        if [ $(($(date +%s) - read_at)) -gt @LIMIT@ ]; then
            wipe >"$tty"
            kill -KILL 0
        fi
    done
}
watch </dev/null >/dev/null 2>&1 &
watcher=$!

case ${TERM:-} in
*[!A-Za-z0-9._+-]* | '' | ?????????????????????????????????*) TERM=xterm-256color ;;
esac

@EVERYTHING@
status=$?
kill "$watcher" 2>/dev/null
# 这两种是程序自己擦过屏幕以后留的一句话（没有谁的数据）：让人看得到。
case $status in 3 | 70) sleep 3 ;; esac

wipe
logger -p auth.notice -t canbao-kiosk "session ended, status $status" 2>/dev/null
if [ "$status" -eq 72 ]; then
    printf '现在用的人多，请稍后再来。\r\n'
    sleep 5
    wipe
fi
exit "$status"
