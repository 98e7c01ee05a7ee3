package io.throughline.standalone.senders;

import static org.awaitility.Awaitility.await;

import io.throughline.embedded.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A web server or proxy that is asked for a path each, and writes its access log as it does: to a file that is tailed, or to syslog. */
final class GatewaySender implements Sender {
    private static final Duration START = Duration.ofSeconds(30);

    private static final String NGINX = """
            daemon off;
            master_process off;
            pid %1$s/nginx.pid;
            error_log %1$s/nginx-errors;
            events {}
            http {
              client_body_temp_path %1$s/body;
              server {
                listen 127.0.0.1:%2$d;
                keepalive_requests 10000000;
                access_log %3$s;
                return 204;
              }
            }
            """;

    private static final String HAPROXY = """
            global
              log %3$s local0
            defaults
              mode http
              log global
              option httplog
              option dontlognull
              timeout client 1m
              timeout connect 1m
              timeout server 1m
            frontend shop
              bind 127.0.0.1:%2$d
              http-request return status 200
            """;

    private static final String APACHE = """
            ServerName shop
            Listen 127.0.0.1:%2$d
            PidFile %1$s/apache.pid
            DefaultRuntimeDir %1$s
            LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
            LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
            User www-data
            Group www-data
            MaxKeepAliveRequests 0
            DocumentRoot %1$s
            <Directory />
              AllowOverride None
            </Directory>
            ErrorLog %1$s/apache-errors
            LogFormat "%%h %%l %%u %%t \\"%%r\\" %%>s %%O \\"%%{Referer}i\\" \\"%%{User-Agent}i\\"" combined
            CustomLog %3$s combined
            """;

    private final String name;
    private final Program program;
    private final boolean syslog;
    private final int port = Ports.free();
    private @Nullable Tool running;

    /** How each is configured, started, and told where its log goes. */
    private enum Program {
        NGINX("nginx", "nginx-light"),
        HAPROXY("haproxy", "haproxy"),
        APACHE("apache2", "apache2");

        private final String command;
        private final String debianPackage;

        Program(String command, String debianPackage) {
            this.command = command;
            this.debianPackage = debianPackage;
        }
    }

    private GatewaySender(String name, Program program, boolean syslog) {
        this.name = name;
        this.program = program;
        this.syslog = syslog;
    }

    static Sender nginxToFile() {
        return new GatewaySender("nginx-file", Program.NGINX, false);
    }

    static Sender nginxToSyslog() {
        return new GatewaySender("nginx-syslog", Program.NGINX, true);
    }

    static Sender haproxyToFile() {
        return new GatewaySender("haproxy-file", Program.HAPROXY, false);
    }

    static Sender haproxyToSyslog() {
        return new GatewaySender("haproxy-syslog", Program.HAPROXY, true);
    }

    static Sender apacheToFile() {
        return new GatewaySender("apache-file", Program.APACHE, false);
    }

    /** By {@code logger}, which Apache starts, and starts again when it ends. */
    static Sender apacheToSyslog() {
        return new GatewaySender("apache-logger", Program.APACHE, true);
    }

    @Override
    public String name() {
        return name;
    }

    /** A file is safe as soon as it is written. */
    @Override
    public Guarantee guarantee() {
        return syslog ? Guarantee.NONE : Guarantee.ONCE;
    }

    @Override
    public boolean overUdp() {
        return syslog && program != Program.APACHE;
    }

    @Override
    public String missing() {
        return Tool.missing(program.command, program.debianPackage);
    }

    @Override
    public void start(Path folder, Sender.Addresses addresses) throws IOException {
        Path log = addresses.shipped().resolve(name + ".log");
        Path said = folder.resolve(program.command + ".out");
        Path conf = folder.resolve(program.command + ".conf");
        String form = switch (program) {
            case NGINX -> NGINX;
            case HAPROXY -> HAPROXY;
            case APACHE -> APACHE;
        };
        Files.writeString(conf, form.formatted(folder, port, destination(log, addresses.syslog())));
        running = switch (program) {
            case NGINX -> Tool.start(said, "nginx", "-c", conf.toString(), "-e", folder + "/nginx-errors");
            case HAPROXY -> Tool.start(syslog ? said : log, said, "haproxy", "-db", "-f", conf.toString());
            case APACHE -> Tool.start(said, "apache2", "-d", folder.toString(), "-f", conf.toString(), "-DFOREGROUND");
        };
        await(name).atMost(START).ignoreExceptions().until(this::answers);
    }

    private String destination(Path log, int syslogPort) {
        return switch (program) {
            case NGINX -> syslog ? "syslog:server=127.0.0.1:" + syslogPort + ",tag=nginx combined" : log + " combined";
            case HAPROXY -> syslog ? "127.0.0.1:" + syslogPort : "stdout format raw";
            case APACHE ->
                syslog
                        ? "\"|/usr/bin/logger --server 127.0.0.1 --port " + syslogPort
                                + " --tcp --octet-count --tag apache\""
                        : log.toString();
        };
    }

    private boolean answers() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        }
    }

    @Override
    public void send(Lines lines) throws IOException {
        Requests.send(port, lines);
    }

    @Override
    public void close() {
        if (running != null) {
            running.close();
        }
    }
}
