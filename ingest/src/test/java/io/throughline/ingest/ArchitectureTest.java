package io.throughline.ingest;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses INGEST = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.throughline.ingest");

    @Test
    void usesOfOurOwnModulesOnlyCore() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("io.throughline..")
                        .and(resideOutsideOfPackages("io.throughline.ingest..", "io.throughline.core..")))
                .check(INGEST);
    }

    @Test
    void knowsNothingOfFlinkAndElasticsearch() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.flink..", "org.elasticsearch..", "co.elastic..")
                .check(INGEST);
    }

    @Test
    void knowsKafkaOnlyWhereItPublishes() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.throughline.ingest.publish..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .check(INGEST);
    }

    @Test
    void knowsTheNetworkOnlyWhereItReceives() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.throughline.ingest.receive..")
                .or()
                .resideInAPackage("io.throughline.ingest.receive.msgpack..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty..")
                .check(INGEST);
    }

    @Test
    void publishesWithoutKnowingWhoSends() {
        noClasses()
                .that()
                .resideInAPackage("io.throughline.ingest.publish..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.throughline.ingest.ship..", "io.throughline.ingest.receive..")
                .check(INGEST);
    }
}
