package io.throughline.core.payload;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Paths that climb out of their folder, and files that no client has a reason to ask for. The text is normalised first: backslashes are slashes,
 * {@code 0x2e} is a dot, a parameter behind a segment ({@code ..;a}) is none, a null character ends nothing.
 */
final class PathCheck implements Check {
    /** Folders of systems, with what in them tells that the file system's root is meant. */
    private static final Set<String> ROOTS = Words.of("""
            etc/passwd etc/shadow etc/group etc/hosts etc/issue etc/motd etc/fstab etc/crontab etc/sudoers etc/ssh etc/apache2 etc/apache etc/httpd
            etc/nginx etc/mysql etc/my.cnf etc/php etc/profile etc/bashrc etc/resolv.conf etc/hostname etc/os-release etc/subuid etc/subgid
            etc/services etc/security etc/init.d etc/cron.d etc/ssl etc/environment etc/ld.so.conf etc/inetd.conf etc/exports etc/kubernetes
            etc/passw etc/redhat-release etc/debian_version etc/lsb-release etc/samba etc/vsftpd.conf etc/proftpd etc/postfix etc/pam.d
            etc/subuid- etc/subgid- etc/passwd- etc/shadow- etc/group- etc/gshadow
            proc/self proc/version proc/cpuinfo proc/interrupts proc/net proc/meminfo proc/cmdline proc/mounts proc/1 proc/sys proc/environ
            sys/class sys/kernel sys/devices sys/fs sys/firmware
            var/log var/run/secrets var/lib/mysql var/mail var/spool var/www/html usr/local/apache usr/local/apache2 usr/local/apps usr/local/etc
            usr/local/nginx usr/local/php opt/lampp root/.ssh root/.bashrc root/.bash_history dev/tcp dev/udp
            windows/win.ini windows/system32 windows/system.ini windows/system winnt/system32 winnt/win.ini winnt/repair windows/repair windows/panther
            windows/iis6.log windows/debug inetpub/wwwroot inetpub/logs c:/boot.ini c:/windows c:/winnt c:/inetpub c:/users c:/autoexec.bat
            @fs/etc @fs/.env @id/__x00__ wp-content/debug.log wp-content/error.log wp-content/errors.log
            """);

    private static final Set<String> FILES = Words.of("""
            passwd shadow boot.ini win.ini system.ini web.xml id_rsa id_dsa id_ecdsa id_ed25519 authorized_keys known_hosts wp-config.php wp-config.bak
            wp-config.php.bak web.config httpd.conf nginx.conf my.cnf php.ini .htaccess .htpasswd .env .bash_history .bashrc .history .mysql_history .psql_history
            .npmrc .pypirc .netrc .dockercfg .dockerenv .git-credentials .pgpass .my.cnf .ds_store .ssh .aws .kube .docker .git .svn .hg .bzr .azure
            .gnupg .terraform .vscode .idea autoexec.bat master.passwd login.defs access_log error_log global.asa global.asax sam.bak ntds.dit
            credentials.json service-account.json terraform.tfstate .zsh_history .profile .cshrc .rhosts .forward configuration.php~ cmd.exe
            .aiignore .cursorignore .cursor .claude .aider .zed .roo .cline .continue .kiro .windsurf .codex
            """);

    private static final Set<String> FOLDERS = Words.of("web-inf meta-inf");

    private static final Set<String> COPIES =
            Words.of("bak old backup swp orig save sav tmp~ zip gz tgz tar 7z rar bz2");

    private static final Set<String> DUMPED = Words.of("sql db sqlite mdb php asp aspx jsp conf config env");

    private static final int MAX_SEGMENTS = 4_000;

    @Override
    public long needs() {
        return Traits.SLASH | Traits.BACKSLASH | Traits.DOT;
    }

    @Override
    public @Nullable Match look(Value value) {
        if (value.part() == Value.Part.HEADER
                && !value.has(Traits.DOTS)
                && !value.has(Traits.BACKSLASH)
                && isUsual(value.name())) {
            return null;
        }
        String text = normal(value.text());
        int climbs = 0;
        int stays = 0;
        String before = "";
        int segments = 0;
        for (int from = 0; from <= text.length() && segments < MAX_SEGMENTS; segments++) {
            int slash = text.indexOf('/', from);
            int end = slash < 0 ? text.length() : slash;
            String segment = segment(text, from, end);
            boolean first = from == 0;
            if (isClimb(segment, first, slash >= 0)) {
                climbs++;
            } else if (segment.equals(".")) {
                stays++;
            }
            if (isFilled(segment, value)) {
                return Match.of(PayloadKind.PATH_TRAVERSAL, "fills a path with one character");
            }
            String file = file(before, segment, value.part(), first && slash < 0);
            if (file != null) {
                return Match.of(PayloadKind.PATH_TRAVERSAL, file);
            }
            if (!segment.isEmpty()) {
                before = segment;
            }
            from = end + 1;
        }
        if (climbs > 0 && segments > 1) {
            return Match.of(
                    PayloadKind.PATH_TRAVERSAL,
                    "climbs out of its folder" + (climbs > 1 ? " " + climbs + " times" : ""));
        }
        return stays > 3 ? Match.of(PayloadKind.PATH_TRAVERSAL, "hides a path behind steps that lead nowhere") : null;
    }

    private static boolean isUsual(String header) {
        return header.regionMatches(true, 0, "accept", 0, 6)
                || header.equalsIgnoreCase("user-agent")
                || header.equalsIgnoreCase("content-type");
    }

    private static String normal(String text) {
        String plain = text.length() > 16_384 ? text.substring(0, 8_192) + text.substring(text.length() - 8_192) : text;
        plain = Words.lower(plain).replace('\\', '/').replace("\0", "");
        return plain.contains("x2") || plain.contains("x5c")
                ? plain.replace("0x2e", ".")
                        .replace("0x2f", "/")
                        .replace("0x5c", "/")
                        .replace("x2e", ".")
                : plain;
    }

    private static String segment(String text, int from, int end) {
        String segment = text.substring(from, Math.min(end, from + 256)).strip();
        int parameter = segment.indexOf(';');
        return parameter > 0 ? segment.substring(0, parameter) : segment;
    }

    /** Two dots or more, with nothing else or with what a template's placeholder leaves; the first segment has to have a slash behind it. */
    private static boolean isClimb(String segment, boolean first, boolean slash) {
        int dots = 0;
        while (dots < segment.length() && segment.charAt(dots) == '.') {
            dots++;
        }
        if (dots < 2 || (dots > 2 && dots < 10 && dots == segment.length() && !slash)) {
            return false; // an ellipsis
        }
        boolean alone = dots == segment.length();
        return first
                ? slash && (alone || segment.endsWith(".."))
                : alone || !Packed.isLetter(segment.charAt(dots)) || dots > 9 || segment.length() > dots;
    }

    /** One character again and again overflows a buffer, or is what is left of a climb without its slashes. */
    private static boolean isFilled(String segment, Value value) {
        int same = 1;
        while (same < segment.length() && segment.charAt(same) == segment.charAt(0)) {
            same++;
        }
        boolean dots = same > 9 && segment.charAt(0) == '.' && same < segment.length();
        return dots
                || (same == segment.length() && same > 80 && value.has(Traits.SLASH))
                || (segment.length() > 100 && same > 100 && value.has(Traits.SLASH));
    }

    private static @Nullable String file(String before, String segment, Value.Part part, boolean alone) {
        if (segment.isEmpty() || segment.length() > 128) {
            return null;
        }
        boolean path = part == Value.Part.PATH;
        if (ROOTS.contains(tail(before) + "/" + head(segment))) {
            return "names a file of the system";
        }
        if (FOLDERS.contains(segment) && !alone) {
            return "names a folder that a server keeps to itself";
        }
        String name = before.isEmpty() && !path ? tail(segment) : segment;
        if (FILES.contains(head(name))
                && (path || !alone || (name.indexOf('.') >= 0 && !before.isEmpty()) || isTelling(name))) {
            return "names a file that holds secrets or settings";
        }
        if (path
                && segment.charAt(0) == '.'
                && segment.length() > 2
                && Packed.isLetter(segment.charAt(1))
                && !segment.equals(".well-known")) {
            return "asks for a hidden file or folder";
        }
        return copy(segment) ? "names a copy of a file that a server runs or keeps" : null;
    }

    private static boolean isTelling(String name) {
        return name.equals("boot.ini")
                || name.equals("win.ini")
                || name.startsWith(".ht")
                || name.startsWith("id_rsa")
                || name.startsWith("wp-config");
    }

    /** What is before a blank, a quote or a sign that does not belong to a file's name. */
    private static String head(String segment) {
        int i = 0;
        while (i < segment.length() && (Find.isName(segment.charAt(i)) || ".-~@:".indexOf(segment.charAt(i)) >= 0)) {
            i++;
        }
        return segment.substring(0, i);
    }

    private static String tail(String segment) {
        int i = segment.length();
        while (i > 0 && (Find.isName(segment.charAt(i - 1)) || ".-~@:".indexOf(segment.charAt(i - 1)) >= 0)) {
            i--;
        }
        String last = segment.substring(i);
        int colon = last.indexOf(':');
        return colon > 1 ? last.substring(colon + 1) : last;
    }

    /** {@code backup.sql.zip}, {@code index.php.bak}. */
    private static boolean copy(String segment) {
        int last = segment.lastIndexOf('.');
        int before = last < 0 ? -1 : segment.lastIndexOf('.', last - 1);
        return before > 0
                && COPIES.contains(segment.substring(last + 1))
                && DUMPED.contains(segment.substring(before + 1, last));
    }
}
