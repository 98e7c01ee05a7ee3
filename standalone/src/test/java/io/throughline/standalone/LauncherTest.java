package io.throughline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The part of the launcher that finds a JDK, over folders that look like JDKs. */
class LauncherTest {
    /** Tests run in their module's folder. */
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    Path folder;

    @BeforeEach
    void needsAShell() {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no POSIX shell");
    }

    @Test
    void takesTheNewestJdkThatWasTriedFromTheUsualFolders() throws Exception {
        Path jdk17 = jdk("jdk-17", "17.0.15");
        Path jdk21 = jdk("jdk-21", "21.0.9");
        Path jdk25 = jdk("jdk-25", "25.0.3");
        Path jdk27 = jdk("jdk-27", "27-ea");

        assertThat(find(Map.of(), jdk17, jdk21, jdk25, jdk27)).isEqualTo(jdk25.toString());
        assertThat(find(Map.of(), jdk17, jdk21, jdk27)).isEqualTo(jdk21.toString());
        assertThat(find(Map.of(), jdk17, jdk27)).isEqualTo(jdk27.toString());
    }

    @Test
    void javaHomeWinsWhenItIsNewEnough() throws Exception {
        Path jdk21 = jdk("jdk 21", "21");
        Path jdk25 = jdk("jdk-25", "25.0.3");

        assertThat(find(Map.of("JAVA_HOME", jdk21.toString()), jdk25)).isEqualTo(jdk21.toString());
    }

    @Test
    void anOldJavaHomeOrARuntimeWithoutCompilerIsPassedOver() throws Exception {
        Path jdk17 = jdk("jdk-17", "17.0.15");
        Path jre25 = jdk("jre-25", "25");
        Files.delete(jre25.resolve("bin").resolve("javac"));
        Path jdk21 = jdk("jdk-21", "21.0.9");

        assertThat(find(Map.of("JAVA_HOME", jdk17.toString()), jre25, jdk21)).isEqualTo(jdk21.toString());
    }

    @Test
    void theJavaOnThePathIsFoundThroughItsLink() throws Exception {
        Path jdk21 = jdk("jdk-21", "21.0.9");
        Path bin = Files.createDirectory(folder.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("java"), jdk21.resolve("bin").resolve("java"));

        assertThat(find(Map.of("PATH", bin + ":/usr/bin:/bin"), jdk("jdk-25", "25")))
                .isEqualTo(jdk21.toRealPath().toString());
    }

    @Test
    void aMachineWithoutAJdkIsToldWhatToInstall() throws Exception {
        Path bin = toolsWithoutJava();

        Result result = shell("require_jdk", Map.of("PATH", bin.toString(), "JDK_FOLDERS", ""));

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.output()).contains("no JDK 21 or newer", "apt-get install openjdk-21-jdk-headless");
    }

    private record Result(int status, String output) {}

    /** A PATH with what the script needs, and no java. */
    private Path toolsWithoutJava() throws IOException {
        Path bin = Files.createDirectories(folder.resolve("tools"));
        for (String tool : new String[] {"sed", "head", "tr", "dirname", "readlink"}) {
            executable(bin.resolve(tool), "exec " + which(tool) + " \"$@\"");
        }
        return bin;
    }

    private static void executable(Path file, String line) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = folder.resolve(name);
        Path bin = Files.createDirectories(home.resolve("bin"));
        for (String tool : new String[] {"java", "javac"}) {
            executable(bin.resolve(tool), "exit 1");
        }
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private String find(Map<String, String> environment, Path... folders) throws Exception {
        Path bin = toolsWithoutJava();
        String usual =
                String.join(":", List.of(folders).stream().map(Path::toString).toList());
        Map<String, String> all = new HashMap<>(Map.of("PATH", bin.toString(), "JDK_FOLDERS", usual));
        all.putAll(environment);
        Result result = shell("find_jdk", all);
        assertThat(result.status()).as(result.output()).isZero();
        return result.output().strip();
    }

    private static Result shell(String function, Map<String, String> environment) throws Exception {
        Path script = ROOT.resolve(".mvn").resolve("find-jdk.sh");
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", "set -u; . '" + script + "'; " + function)
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("HOME", "/nonexistent");
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    private static Path which(String tool) {
        for (String bin : new String[] {"/usr/bin", "/bin"}) {
            Path file = Path.of(bin, tool);
            if (Files.isExecutable(file)) {
                return file;
            }
        }
        throw new IllegalStateException("no " + tool);
    }
}
