# Arguments: program, signal that stops it, folder to remove at the end ("" for none).
# Standard input: the id of the running child on each line, "-" when there is none. Its end means that our owner
# is done or dead.
program=$1 signal=$2 folder=$3 child=-
trap '' HUP INT TERM
while read -r line; do child=$line; done

# Only what is still our program: a process id may have been given to another one.
ours() {
    if [ -r "/proc/$child/cmdline" ]; then
        tr '\0' ' ' <"/proc/$child/cmdline"
    elif command -v ps >/dev/null; then
        ps -o args= -p "$child"
    fi 2>/dev/null | grep -qF -- "$program"
}

if [ "$child" != - ] && ours; then
    kill -s CONT "$child" && kill -s "$signal" "$child"
    tries=0
    while ours && [ "$tries" -lt 30 ]; do
        sleep 1
        tries=$((tries + 1))
    done
    if ours; then kill -s KILL "$child"; fi
fi 2>/dev/null
if [ -n "$folder" ]; then rm -rf -- "$folder"; fi
