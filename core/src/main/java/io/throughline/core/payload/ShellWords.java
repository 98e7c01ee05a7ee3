package io.throughline.core.payload;

import java.util.Set;
import java.util.stream.Stream;

/**
 * Commands of Unix shells, of cmd.exe and of PowerShell. Those that are words of English as well count only with an argument that is one of a
 * command.
 */
final class ShellWords {
    /** No words of English, or ones that do not stand where a command does. */
    static final Set<String> COMMANDS = Words.of("""
            ls ll nl wget curl ping ping6 nc ncat netcat nmap bash sh zsh ksh csh tcsh dash ash fish python python2 python3 perl ruby php node nodejs
            lua whoami id uname ifconfig netstat traceroute nslookup getent hostname chmod chown chgrp mkdir rmdir rm mv cp dd df du ps
            pwd sed awk gawk mawk grep egrep fgrep zgrep xargs tee printenv env sudo su doas passwd useradd usermod adduser ssh scp
            sftp rsync ftp tftp telnet socat openssl base64 base32 xxd od gzip gunzip bzip2 xz tar zip unzip 7z gcc cc tcc make cmake git svn
            apt apt-get aptitude yum dnf apk pacman rpm dpkg pip pip3 npm yarn gem cargo docker kubectl systemctl crontab nohup disown setsid
            screen tmux vi vim nano ed emacs busybox toybox getfacl chattr lsattr lsof lsblk lscpu lspci lsusb mknod mkfifo mktemp useradd
            iptables ip6tables ufw arp ifup ifdown dhclient tcpdump tshark gdb strace ltrace objdump readelf nasm msfconsole sqlmap
            lwp-download lwp-request lynx w3m links aria2c axel fetch fping hping3 dig host visudo ansible chef cscli rundll32 regsvr32 mshta certutil
            bitsadmin powershell pwsh cmd wscript cscript wmic schtasks taskkill tasklist ipconfig systeminfo net net1 netsh reg regedit
            nltest qwinsta cacls icacls takeown attrib robocopy xcopy msiexec msbuild installutil bcdboot bcdedit vssadmin wevtutil wbadmin
            forfiles cmdkey esentutl findstr cipher fsutil diskpart iwr iwmi iex irm gci gwmi saps
            head tail strings uniq diff comm expr printf seq bsdtar bsdcat zcat zstdcat xzcat bzcat zless rev tac dmesg mount umount
            nsenter unshare chroot setarch stdbuf timeout ionice setfacl watch finger exec eval echo ln ld ldd aa-disable aa-enforce
            """);

    static final Set<String> ENGLISH = Words.of("""
            . cat who w last time test date at find sort cut split join more less top kill sleep type copy move del dir set start cd export alias source
            history jobs man which whereis read wait trap write wall mail touch file stat look paste tr install service shutdown reboot
            halt init login logout link unlink nice command builtin true false if for while case do done then else fi exit return break let local
            declare unset shift ip rc echo host fetch watch finger head tail make net links screen cipher comm exec eval node ruby perl python
            strings fish dash expr reg yarn chef ansible gem cargo docker git timeout mount patch fold join yes as go cc screen tee env
            call goto title prompt path more color shift pushd popd assoc ver vol tree rem format label subst recover compact convert
            """);

    static final Set<String> POWERSHELL_VERBS = Words.of("""
            invoke new get set start stop add remove import export out write read convertto convertfrom enable disable test select where foreach
            copy move rename clear register unregister restart resolve send enter expand compress format
            """);

    static final Set<String> POWERSHELL_NOUNS = Words.of("""
            webrequest restmethod expression command item itemproperty object process service content childitem wmiobject wmimethod ciminstance
            cimmethod location alias variable history job module pssession psdrive string host null file executionpolicy acl eventlog
            computer netipaddress nettcpconnection localuser localgroup adcomputer aduser scheduledtask clipboard date random member type sleep
            transcript output bitstransfer archive csv json base64string securestring credential
            """);

    static final Set<String> CMD_COMPARES = Words.of("equ neq lss leq gtr geq");

    static final Packed TELLING = new Packed(Stream.concat(
                    COMMANDS.stream(),
                    Stream.of(
                            "errorlevel",
                            "defined",
                            "exist",
                            "cmdextversion",
                            "alias",
                            "equ",
                            "neq",
                            "lss",
                            "leq",
                            "gtr",
                            "geq",
                            "invoke",
                            "goto"))
            .toList());

    private ShellWords() {}
}
