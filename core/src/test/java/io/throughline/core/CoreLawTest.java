package io.throughline.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The laws of this module: what decides is plain Java. */
class CoreLawTest {
    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.throughline.core");

    @Test
    void importsNoFlinkKafkaOrElasticsearch() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.flink..", "org.apache.kafka..", "org.elasticsearch..", "co.elastic..")
                .check(CORE);
    }

    @Test
    void needsNoOtherModule() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "io.throughline.core..",
                        "com.fasterxml.jackson..",
                        "com.github.luben.zstd..",
                        "org.jspecify..",
                        "org.slf4j..",
                        "org.snakeyaml..",
                        "com.google.re2j..")
                .check(CORE);
    }

    @Test
    void hasNoCyclesBetweenItsPackages() {
        slices().matching("io.throughline.core.(*)..").should().beFreeOfCycles().check(CORE);
    }

    @Test
    void keepsTheModelFreeOfEverythingElse() {
        classes()
                .that()
                .resideInAPackage("io.throughline.core.model")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "io.throughline.core.model", "org.jspecify..")
                .check(CORE);
    }
}
