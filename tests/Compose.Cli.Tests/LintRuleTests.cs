using System.Text.Json;
using Compose.Files.Diagnostics;
using FluentAssertions;
using Xunit;

namespace Compose.Cli.Tests;

/// <summary>What each rule finds, and what it leaves alone.</summary>
public sealed class LintRuleTests
{
    private static readonly SortedDictionary<string, CatalogueEntry> Catalogue = DiagnosticCatalogue.Read();

    public static TheoryData<string> Examples() =>
        new(Catalogue.Values.Where(entry => entry.Example.Language == "yaml lint").Select(entry => entry.Code));

    [Theory]
    [MemberData(nameof(Examples))]
    public void The_example_of_the_catalogue_is_found(string code)
    {
        var findings = Findings(Catalogue[code].Example.Text);
        findings.Should().Contain(finding => finding.StartsWith(code, StringComparison.Ordinal));
    }

    [Fact]
    public void Each_rule_has_such_an_example() =>
        Catalogue.Values.Where(entry => entry.Example.Language == "yaml lint").Select(entry => entry.Code)
            .Should().Equal(Enum.GetValues<DiagnosticCode>().Where(code => code.IsOfLint()).Select(code => code.Text()));

    [Theory]
    [InlineData("image: nginx", "NC1601 image")]
    [InlineData("image: registry:5000/team/nginx", "NC1601 image")]
    [InlineData("image: registry:5000/team/nginx:latest", "NC1601 image")]
    [InlineData("image: registry:5000/nginx:1.27", "")]
    [InlineData("image: nginx@sha256:0123456789012345678901234567890123456789012345678901234567890123", "")]
    [InlineData("image: 'nginx:${TAG:-latest}'", "")]
    [InlineData("{build: ., image: app}", "")]
    [InlineData("{image: 'a:1', privileged: false}", "")]
    [InlineData("{image: 'a:1', use_api_socket: true}", "NC1605 use_api_socket")]
    [InlineData("{image: 'a:1', volumes: ['/run/user/1000/podman/podman.sock:/x']}", "NC1605 volumes")]
    [InlineData("{image: 'a:1', volumes: ['./mysql.sock:/x']}", "")]
    [InlineData("{image: 'lscr.io/linuxserver/socket-proxy:3.2', volumes: ['/var/run/docker.sock:/var/run/docker.sock:ro']}", "")]
    [InlineData("{image: 'tecnativa/docker-socket-proxy:v0.4.1', volumes: ['/var/run/docker.sock:/var/run/docker.sock']}", "")]
    [InlineData("{image: 'socket-proxy/dashboard:1', volumes: ['/var/run/docker.sock:/var/run/docker.sock']}", "NC1605 volumes")]
    [InlineData("{image: 'a:1', ports: ['127.0.0.1:80:80', '[::1]:81:81']}", "")]
    [InlineData("{image: 'a:1', ports: ['0.0.0.0:80:80']}", "NC1606 ports")]
    [InlineData("{image: 'a:1', ports: ['8000-8003:8000-8003']}", "NC1606 ports")]
    [InlineData("{image: 'a:1', ports: ['15432:5432', '80:80']}", "NC1606 ports|NC1607 ports")]
    [InlineData("{image: 'a:1', ports: ['127.0.0.1:5432:5432']}", "")]
    [InlineData("{image: 'a:1', environment: {DB_PASSWORD: hunter22}}", "NC1608 environment")]
    [InlineData("{image: 'a:1', environment: [DB_PASSWORD=hunter22]}", "NC1608 environment")]
    [InlineData("{image: 'a:1', environment: {DATABASE_URL: 'postgres://app:hunter22@db/app'}}", "NC1608 environment")]
    [InlineData("{image: 'a:1', environment: {DB_PASSWORD: '${DB_PASSWORD:-dev}', API_TOKEN: ''}}", "")]
    [InlineData("{image: 'a:1', environment: {DB_PASSWORD_FILE: /run/secrets/db, ALLOW_EMPTY_PASSWORD: 'yes', TOKEN_TTL: 3600}}", "")]
    [InlineData("{image: 'a:1', environment: {DATABASE_URL: 'postgres://db/app', KEYBOARD: de, MAX_TOKENS: 4096}}", "")]
    [InlineData("{image: 'a:1', environment: [S3_ACCESS_KEY=app, S3_SECRET_KEY=hunter22]}", "NC1608 environment")]
    [InlineData("{image: 'a:1', environment: [AWS_ACCESS_KEY=app, 'AWS_SECRET_ACCESS_KEY=${KEY}']}", "")]
    [InlineData("{image: 'a:1', environment: [STORAGE_ACCESS_KEY=hunter22, S3_SECRET_KEY=hunter22]}",
        "NC1608 environment|NC1608 environment")]
    [InlineData("{image: 'a:1', environment: [LINT_PASSWORD]}", "")]
    [InlineData("{image: 'a:1', environment: ['API_TOKEN=${SHORT_A}']}", "")]
    [InlineData("{image: 'a:1', environment: {LINT_PASSWORD: }}", "")]
    [InlineData("{image: 'a:1', environment: {OPENID_AUTHORIZATION_ENDPOINT: 'https://login.example.com/authorize'}}", "")]
    [InlineData("{image: 'a:1', environment: [WIREGUARD_PUBLIC_KEY=abc0123456789, JWT_SECRET_KEY=config/jwt/private.pem]}", "")]
    [InlineData("{image: 'a:1', environment: [SECRET_PORT=3000, SECRET_HOSTNAME=0.0.0.0, SECRET_LANGUAGE=en, 'API_TOKEN=<token>']}", "")]
    [InlineData("{image: 'a:1', environment: [ACCESS_TOKEN_EXPIRE_MINUTES=1440, JWT_SECRET_ALGORITHM=HS256]}", "")]
    [InlineData("{image: 'a:1', environment: [AUTH_CREDENTIALS_PROVIDER=OAUTHBEARER, LOGIN_CREDENTIALS_SOURCE=OAUTHBEARER]}", "")]
    [InlineData("{image: 'a:1', environment: [SECRET_STORE_CLASS=a.b.C, SECRET_STORE_SERVERS=b:9095, SECRET_STORE_PROTOCOL=SASL]}", "")]
    [InlineData("{image: 'a:1', environment: ['APP_LOGGERS=a.rest=INFO,a.tokenapi=INFO', 'TOKEN_URL=https://login.example.com/t']}", "")]
    [InlineData("{image: 'a:1', environment: ['TOKEN_URL=https://app:hunter22@login.example.com/t']}", "NC1608 environment")]
    [InlineData("{image: 'a:1', environment: [TOKEN_ENDPOINT_SECRET=hunter22]}", "NC1608 environment")]
    [InlineData("{image: 'a:1', cap_add: [CAP_SYS_ADMIN, NET_ADMIN]}", "NC1610 cap_add")]
    [InlineData("{image: 'a:1', network_mode: 'service:b'}", "")]
    [InlineData("{image: 'a:1', pid: host}", "NC1611 pid")]
    [InlineData("{image: 'a:1', volumes: ['/:/host']}", "NC1612 volumes")]
    [InlineData("{image: 'a:1', volumes: ['/:/host:ro', '/etc/localtime:/etc/localtime', '/var/lib/app:/data']}", "")]
    [InlineData("{image: 'a:1', security_opt: ['no-new-privileges:true']}", "")]
    [InlineData("{image: 'a:1', environment: ['A=\"b\" \"c', 'B=it''s', \"C=d\"]}", "")]
    [InlineData("{image: 'a:1', environment: {A: '\"b\"'}}", "")]
    [InlineData("{image: 'a:1', environment: ['A=\"b\"']}", "NC1616 environment")]
    [InlineData("{build: {context: ., args: {GITHUB_TOKEN: ghp_abc}}}", "NC1617 build.args")]
    [InlineData("{build: {context: ., args: {VERSION: '1.2'}}}", "")]
    [InlineData("{build: {context: ., args: [INSTALL_SSHPASS=false, TOKEN_FILE=/run/secrets/token]}}", "")]
    [InlineData("{build: {context: ., args: ['PROXY=https://app:hunter22@proxy.example.com']}}", "NC1617 build.args")]
    public void One_service(string service, string expected) =>
        string.Join('|', Findings($"services:\n  web:\n    {service}\n  b: {{image: 'b:1'}}\n", "services.web.")).Should().Be(expected);

    [Theory]
    [InlineData("a: {image: 'a:1', depends_on: {b: {condition: service_healthy}}}, b: {image: 'b:1', healthcheck: {test: 'true'}}", "")]
    [InlineData("a: {image: 'a:1', depends_on: {b: {condition: service_healthy}}}, b: {image: 'b:1', healthcheck: {disable: true}}",
        "NC1602 services.a.depends_on")]
    [InlineData("a: {image: 'a:1', depends_on: {b: {condition: service_healthy}}}, b: {image: 'b:1', healthcheck: {interval: 1s}}",
        "NC1602 services.a.depends_on")]
    [InlineData("a: {image: 'a:1', depends_on: [b]}, b: {image: 'b:1', healthcheck: {test: 'true'}}", "NC1603 services.a.depends_on")]
    [InlineData("a: {image: 'a:1', depends_on: [b]}, b: {image: 'b:1'}", "")]
    [InlineData("a: {image: 'a:1', depends_on: {b: {condition: service_completed_successfully}}}, b: {image: 'b:1', restart: on-failure}",
        "")]
    [InlineData("a: {image: 'a:1', depends_on: {b: {condition: service_completed_successfully}}}, b: {image: 'b:1', restart: unless-stopped}", "NC1615 services.a.depends_on")]
    public void Services_that_depend_on_each_other(string services, string expected) =>
        string.Join('|', Findings($"services: {{{services}}}\n")).Should().Be(expected);

    [Fact]
    public void What_a_service_of_a_profile_or_a_build_uses_is_in_use()
    {
        var findings = Findings("""
            services:
              a: {image: "a:1", networks: [front], configs: [site], volumes: ["data:/data"]}
              b: {build: {context: ., secrets: [token]}, profiles: [later], networks: {back: {}}, volumes: [{type: volume, source: cache, target: /c}]}
            networks: {front: {}, back: {}, default: {driver: bridge}, idle: {}}
            volumes: {data: {}, cache: {}, old: {}}
            configs: {site: {content: a}}
            secrets: {token: {environment: TOKEN}, spare: {environment: SPARE}}
            """);
        findings.Should().Equal("NC1614 networks.idle", "NC1614 secrets.spare", "NC1614 volumes.old");
    }

    /// <summary>All profiles are looked at, although services without a common profile are mostly alternatives.</summary>
    [Theory]
    [InlineData("profiles: [x]", "profiles: [y]", 0)]
    [InlineData("profiles: [x, y]", "profiles: [y]", 1)]
    [InlineData("profiles: [x]", "init: true", 1)]
    public void One_port_of_two_profiles(string first, string second, int expected)
    {
        const string port = "image: 'a:1', ports: ['127.0.0.1:80:80']";
        Findings($"services: {{a: {{{port}, {first}}}, b: {{{port}, {second}}}}}\n").Count(finding => finding == "NC0751 services.b.ports")
            .Should().Be(expected);
    }

    private static string[] Findings(string files, string prefix = "")
    {
        using var run = new Run().File("compose.yaml", files).Variable("SPARE", "x").Variable("TOKEN", "xyzzy")
            .Variable("LINT_PASSWORD", "hunter22").Variable("SHORT_A", "hunter22")
            .Ncompose("lint", "--format", "json");
        return [.. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)
            .Where(finding => finding.TryGetProperty("attribute", out _))
            .Select(finding =>
                $"{finding.GetProperty("code").GetString()} {finding.GetProperty("attribute").GetString()!.Replace(prefix.Length == 0 ? "\0" : prefix, "", StringComparison.Ordinal)}")
            .Order(StringComparer.Ordinal)];
    }
}
