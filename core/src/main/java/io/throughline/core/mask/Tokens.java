package io.throughline.core.mask;

import static io.throughline.core.mask.Chars.ALNUM;
import static io.throughline.core.mask.Chars.BASE64;
import static io.throughline.core.mask.Chars.DOTTED;
import static io.throughline.core.mask.Chars.HEX;
import static io.throughline.core.mask.Chars.LOWER_HEX;
import static io.throughline.core.mask.Chars.UPPER;
import static io.throughline.core.mask.Chars.URL;
import static io.throughline.core.mask.Chars.WORD;

import java.util.List;

/**
 * Tokens that are known by how they begin, as their makers and the rules of secret scanners document them: the table. A set of
 * characters that has more than letters, digits and underscores has no upper limit, so that no token is looked at twice.
 */
final class Tokens {
    private static final int ANY = Integer.MAX_VALUE;

    static final List<Token> ALL = List.of(
            token("aws-access-key", UPPER, 16, 16, "AKIA", "ASIA", "ABIA", "ACCA"),
            token("aws-mws-key", URL, 36, ANY, "amzn.mws."),
            token("aws-bedrock-key", BASE64, 100, ANY, "ABSK"),
            token("gcp-api-key", URL, 35, ANY, "AIza"),
            token("gcp-oauth-token", DOTTED, 20, ANY, "ya29."),
            token("gcp-client-secret", URL, 28, ANY, "GOCSPX-"),
            token("gcp-refresh-token", URL, 40, ANY, "1//0"),
            token("github-pat", ALNUM, 36, ANY, "ghp_"),
            token("github-oauth", ALNUM, 36, ANY, "gho_"),
            token("github-user-token", ALNUM, 36, ANY, "ghu_"),
            token("github-server-token", ALNUM, 36, ANY, "ghs_"),
            token("github-refresh-token", ALNUM, 36, ANY, "ghr_"),
            token("github-fine-grained-pat", WORD, 60, ANY, "github_pat_"),
            token("gitlab-pat", DOTTED, 20, ANY, "glpat-"),
            token("gitlab-deploy-token", URL, 20, ANY, "gldt-"),
            token("gitlab-runner-token", DOTTED, 20, ANY, "glrt-", "glrtr-"),
            token("gitlab-job-token", URL, 20, ANY, "glcbt-"),
            token("gitlab-trigger-token", URL, 20, ANY, "glptt-"),
            token("gitlab-feed-token", URL, 20, ANY, "glft-"),
            token("gitlab-mail-token", URL, 20, ANY, "glimt-"),
            token("gitlab-agent-token", URL, 50, ANY, "glagent-"),
            token("gitlab-oauth-secret", URL, 50, ANY, "gloas-"),
            token("gitlab-scim-token", URL, 20, ANY, "glsoat-"),
            token("slack-bot-token", URL, 20, ANY, "xoxb-"),
            token("slack-user-token", URL, 20, ANY, "xoxp-"),
            token("slack-app-token", URL, 20, ANY, "xapp-"),
            token("slack-legacy-token", URL, 20, ANY, "xoxa-", "xoxr-", "xoxs-", "xoxo-", "xoxc-", "xoxd-"),
            token("slack-config-token", DOTTED, 20, ANY, "xoxe-", "xoxe."),
            token("slack-webhook", BASE64, 40, ANY, "hooks.slack.com/services/", "hooks.slack.com/workflows/"),
            token(
                    "discord-webhook",
                    URL | BASE64,
                    60,
                    ANY,
                    "discord.com/api/webhooks/",
                    "discordapp.com/api/webhooks/"),
            token("zapier-webhook", BASE64, 10, ANY, "hooks.zapier.com/hooks/catch/"),
            token("stripe-secret-key", ALNUM, 16, ANY, "sk_live_", "sk_test_"),
            token("stripe-restricted-key", ALNUM, 16, ANY, "rk_live_", "rk_test_"),
            token("stripe-webhook-secret", BASE64, 32, ANY, "whsec_"),
            token("twilio-api-key", LOWER_HEX, 32, 32, "SK"),
            token("sendgrid-key", DOTTED, 60, ANY, "SG."),
            token("mailgun-key", LOWER_HEX, 32, 32, "key-"),
            token("npm-token", ALNUM, 36, ANY, "npm_"),
            token("pypi-token", URL, 50, ANY, "pypi-AgE"),
            token("rubygems-key", LOWER_HEX, 48, 48, "rubygems_"),
            token("nuget-key", ALNUM, 43, 43, "oy2"),
            token("clojars-token", ALNUM, 60, ANY, "CLOJARS_"),
            token("docker-hub-pat", URL, 20, ANY, "dckr_pat_"),
            token("docker-hub-organisation-token", URL, 20, ANY, "dckr_oat_"),
            token("digitalocean-pat", HEX, 64, 64, "dop_v1_"),
            token("digitalocean-oauth", HEX, 64, 64, "doo_v1_"),
            token("digitalocean-refresh-token", HEX, 64, 64, "dor_v1_"),
            token("huggingface-token", ALNUM, 30, ANY, "hf_"),
            token("huggingface-organisation-token", ALNUM, 30, ANY, "api_org_"),
            token("anthropic-key", URL, 24, ANY, "sk-ant-"),
            token("openrouter-key", HEX, 64, 64, "sk-or-v1-"),
            token("openai-key", URL, 32, ANY, "sk-"),
            token("groq-key", ALNUM, 48, ANY, "gsk_"),
            token("perplexity-key", ALNUM, 40, ANY, "pplx-"),
            token("xai-key", ALNUM, 70, ANY, "xai-"),
            token("replicate-token", ALNUM, 37, ANY, "r8_"),
            token("shopify-access-token", HEX, 32, 32, "shpat_"),
            token("shopify-custom-app-token", HEX, 32, 32, "shpca_"),
            token("shopify-private-app-token", HEX, 32, 32, "shppa_"),
            token("shopify-shared-secret", HEX, 32, 32, "shpss_"),
            token("square-access-token", URL, 22, ANY, "sq0atp-"),
            token("square-oauth-secret", URL, 43, ANY, "sq0csp-"),
            token("square-token", URL, 60, ANY, "EAAA"),
            token("facebook-token", ALNUM, 60, ANY, "EAAM", "EAAC", "EAAG", "EAAB", "EAAD"),
            token("linear-key", ALNUM, 40, ANY, "lin_api_"),
            token("notion-token", ALNUM, 43, ANY, "ntn_"),
            token("new-relic-key", ALNUM, 24, ANY, "NRAK-", "NRII-", "NRRA-", "NRSP-"),
            token("grafana-service-token", WORD, 40, ANY, "glsa_"),
            token("grafana-cloud-token", BASE64, 32, ANY, "glc_"),
            token("sentry-organisation-token", BASE64 | WORD, 60, ANY, "sntrys_"),
            token("sentry-user-token", LOWER_HEX, 64, 64, "sntryu_"),
            token("postman-key", URL, 50, ANY, "PMAK-"),
            token("planetscale-token", DOTTED, 32, ANY, "pscale_tkn_", "pscale_oauth_"),
            token("planetscale-password", DOTTED, 32, ANY, "pscale_pw_"),
            token("databricks-token", HEX, 32, 32, "dapi"),
            token("doppler-token", ALNUM, 40, ANY, "dp.pt.", "dp.ct.", "dp.sa.", "dp.scim.", "dp.audit."),
            token("dynatrace-token", DOTTED, 80, ANY, "dt0c01.", "dt0s01.", "dt0s16."),
            token("fly-token", BASE64 | URL, 40, ANY, "fo1_", "fm1_", "fm2_", "fm1a_", "fm1r_"),
            token("heroku-key", URL, 36, ANY, "HRKU-"),
            token("vault-token", DOTTED, 20, ANY, "hvs."),
            token("vault-batch-token", DOTTED, 40, ANY, "hvb."),
            token("netlify-token", ALNUM, 36, ANY, "nfp_"),
            token("pulumi-token", LOWER_HEX, 40, 40, "pul-"),
            token("prefect-key", ALNUM, 36, 36, "pnu_"),
            token("readme-key", ALNUM, 64, ANY, "rdme_"),
            token("brevo-key", URL, 70, ANY, "xkeysib-"),
            token("shippo-token", HEX, 40, 40, "shippo_live_", "shippo_test_"),
            token("sourcegraph-token", WORD, 40, ANY, "sgp_"),
            token("artifactory-key", ALNUM, 60, ANY, "AKCp"),
            token("artifactory-token", ALNUM, 59, 59, "cmVmd"),
            token("atlassian-token", URL | BASE64, 100, ANY, "ATATT3"),
            token("bitbucket-token", URL | BASE64, 24, ANY, "ATBB", "ATCTT3"),
            token("trello-token", LOWER_HEX, 60, ANY, "ATTA"),
            token("age-secret-key", UPPER, 58, 58, "AGE-SECRET-KEY-1"),
            token("adobe-secret", HEX, 32, 32, "p8e-"),
            token("alibaba-access-key", ALNUM, 12, 26, "LTAI"),
            token("buildkite-token", LOWER_HEX, 40, 40, "bkua_"),
            token("contentful-token", URL, 43, ANY, "CFPAT-"),
            token("circleci-token", WORD, 40, ANY, "CCIPAT_", "CCIPRJ_"),
            token("duffel-token", URL, 40, ANY, "duffel_live_", "duffel_test_"),
            token("easypost-key", ALNUM, 54, 54, "EZAK", "EZTK"),
            token("flutterwave-key", URL, 32, ANY, "FLWSECK-", "FLWSECK_TEST-"),
            token("supabase-key", WORD, 20, ANY, "sbp_", "sb_secret_"),
            token("tailscale-key", URL, 16, ANY, "tskey-"),
            token("typeform-token", DOTTED, 40, ANY, "tfp_"),
            token("yandex-key", URL, 35, ANY, "AQVN", "YCAJE", "YCM"),
            token("hubspot-token", URL, 36, ANY, "pat-na1-", "pat-eu1-"),
            token("onepassword-token", URL | BASE64, 100, ANY, "ops_eyJ"),
            token("openshift-token", URL, 43, ANY, "sha256~"),
            token("aiven-token", WORD, 16, ANY, "AVNS_"),
            token("figma-token", URL, 40, ANY, "figd_", "figu_"),
            token("deno-token", ALNUM, 36, 36, "ddp_"),
            token("neon-key", ALNUM, 60, ANY, "napi_"),
            token("octopus-key", UPPER, 25, 28, "API-"),
            token("rootly-key", LOWER_HEX, 64, 64, "rootly_"),
            token("sonarqube-token", LOWER_HEX, 40, 40, "sqp_", "squ_", "sqa_"),
            token("wakatime-key", URL, 36, ANY, "waka_"),
            token("launchdarkly-key", URL, 36, 36, "sdk-", "mob-"),
            token("scalingo-token", URL, 48, ANY, "tk-us-"),
            token("infracost-key", ALNUM, 32, 32, "ico-"),
            token("frame-io-token", URL, 64, ANY, "fio-u-"),
            token("plaid-token", URL, 36, ANY, "access-sandbox-", "access-development-", "access-production-"));

    private Tokens() {}

    /** @param max more characters of the set make it something else */
    private static Token token(String name, int set, int min, int max, String... prefixes) {
        return new Token(name, set, min, max, List.of(prefixes));
    }

    /**
     * One row.
     *
     * @param name of the shape
     * @param set of the characters behind the prefix, from {@link Chars}
     * @param min fewer characters behind the prefix are no such token
     * @param max more are none either
     * @param prefixes in the case in which they are written
     */
    record Token(String name, int set, int min, int max, List<String> prefixes) {}
}
