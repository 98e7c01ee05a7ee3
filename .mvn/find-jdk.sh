# Sourced by mvnw and throughline: finds a JDK that can build and run Throughline. POSIX sh.
# shellcheck shell=sh

OLDEST_JDK=21
# Of the newer ones found in the usual folders this is preferred: it is what everything was tried on.
NEWEST_TRIED_JDK=25

# Prints the major version of the JDK in folder $1; fails when there is no JDK (with a compiler) in there.
jdk_version() {
    [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 1
    jdk_version_text=""
    if [ -r "$1/release" ]; then
        jdk_version_text=$(sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9._]*\).*/\1/p' "$1/release" | head -n 1)
    fi
    if [ -z "$jdk_version_text" ]; then
        jdk_version_text=$("$1/bin/java" -version 2>&1 | sed -n 's/.* version "\{0,1\}\([0-9._]*\).*/\1/p' | head -n 1)
    fi
    jdk_version_text=${jdk_version_text#1.}
    jdk_version_text=${jdk_version_text%%[._]*}
    [ -n "$jdk_version_text" ] && printf '%s\n' "$jdk_version_text"
}

# Prints the folder of the JDK that the java on PATH belongs to, following links as far as they go.
jdk_on_path() {
    jdk_java=$(command -v java) || return 1
    jdk_java=$(readlink -f "$jdk_java" 2>/dev/null || printf '%s' "$jdk_java")
    dirname "$(dirname "$jdk_java")"
}

# Prints the folders where JDKs usually are, one a line. JDK_FOLDERS (colon-separated) replaces the list, for tests.
jdk_usual_folders() {
    if [ -n "${JDK_FOLDERS+set}" ]; then
        printf '%s\n' "$JDK_FOLDERS" | tr ':' '\n'
        return
    fi
    for jdk_folder in /usr/lib/jvm/* /usr/java/* /opt/* /opt/java/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home; do
        printf '%s\n' "$jdk_folder"
    done
    if [ -x /usr/libexec/java_home ]; then
        /usr/libexec/java_home -v "$OLDEST_JDK+" 2>/dev/null
    fi
}

# Prints the folder of the best JDK: JAVA_HOME's and PATH's if they will do, else the newest that was tried, else the newest.
find_jdk() {
    for jdk_candidate in "${JAVA_HOME:-}" "$(jdk_on_path)"; do
        if [ -n "$jdk_candidate" ] && jdk_found=$(jdk_version "$jdk_candidate") && [ "$jdk_found" -ge "$OLDEST_JDK" ]; then
            printf '%s\n' "$jdk_candidate"
            return 0
        fi
    done
    jdk_best=""
    jdk_best_rank=0
    jdk_list=$(jdk_usual_folders)
    while IFS= read -r jdk_candidate; do
        jdk_found=$(jdk_version "$jdk_candidate") || continue
        [ "$jdk_found" -ge "$OLDEST_JDK" ] || continue
        jdk_rank=$jdk_found
        [ "$jdk_found" -gt "$NEWEST_TRIED_JDK" ] || jdk_rank=$((jdk_found + 1000))
        if [ "$jdk_rank" -gt "$jdk_best_rank" ]; then
            jdk_best=$jdk_candidate
            jdk_best_rank=$jdk_rank
        fi
    done <<JDK_LIST
$jdk_list
JDK_LIST
    [ -n "$jdk_best" ] && printf '%s\n' "$jdk_best"
}

# Sets and exports JAVA_HOME, or says what is missing and ends the script with status 2.
require_jdk() {
    if ! jdk_home=$(find_jdk); then
        {
            echo "throughline: no JDK $OLDEST_JDK or newer was found in JAVA_HOME, on PATH or in the usual folders."
            echo "throughline: install one (Debian: apt-get install openjdk-21-jdk-headless, or any vendor's) or set JAVA_HOME."
        } >&2
        exit 2
    fi
    JAVA_HOME=$jdk_home
    export JAVA_HOME
}
