using System.Globalization;
using System.Text.Json.Nodes;
using Compose.Testing.Engine;
using FluentAssertions;
using Xunit;

namespace Compose.EndToEnd.Tests.Examples;

/// <summary>The examples whose point is how files make a project, and what of them arrives in containers.</summary>
public sealed class FileTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    [Fact]
    public Task Secrets_and_configs_arrive_with_owner_and_mode()
    {
        var port = Example.FreePorts();
        return Example.RunAsync(fixture, "secrets-and-configs", async example =>
        {
            (await Example.PageAsync(port)).Should().Be("Good day from a config.");
            (await example.Exec("worker", "cat", "/run/secrets/db_password")).Should().Be((0, "example-password"));
            (await example.Exec("worker", "cat", "/run/secrets/api_key")).Should().Be((0, "key-of-the-test"));
            (await example.Exec("worker", "stat", "-c", "%a %u:%g", "/run/secrets/api_key")).Should().Be((0, "400 1000:1000"));
            var inspected = (await example.Scenario.Container("worker")).ToJsonString();
            inspected.Should().NotContain("key-of-the-test", "a secret is in no label and no environment");
        }, environment =>
        {
            environment["WEB_PORT"] = Text(port);
            environment["GREETING"] = "Good day";
            environment["API_KEY"] = "key-of-the-test";
        });
    }

    [Fact]
    public Task Profiles_run_when_they_are_asked_for()
    {
        var port = Example.FreePorts();
        return Example.RunAsync(fixture, "profiles", async example =>
        {
            (await Services(example)).Should().Equal("web");
            await example.Scenario.Ncompose("--profile", "debug", "up", "-d", "--wait");
            (await Services(example)).Should().Equal("console", "web");
            // In the foreground: `up -d --wait` would return as soon as the job has started.
            await example.Scenario.Ncompose("run", "--rm", "seed");
            (await Example.PageAsync(port)).Should().Be("<h1>seeded</h1>");
        }, environment => environment["WEB_PORT"] = Text(port));
    }

    [Fact]
    public Task Overrides_make_development_and_production_of_one_base()
    {
        var port = Example.FreePorts();
        return Example.RunAsync(fixture, "overrides", async example =>
        {
            (await Example.PageAsync(port)).Should().Be("<h1>work in progress</h1>");
            (await Services(example)).Should().Equal("mail", "web");
            Variables(await example.Scenario.Container("web")).Should().Contain(["LEVEL=debug", "REGION=eu"]);

            await example.Scenario.Ncompose("-f", "compose.yaml", "-f", "compose.prod.yaml", "up", "-d", "--remove-orphans");
            (await Services(example)).Should().Equal("web");
            var web = await example.Scenario.Container("web");
            Variables(web).Should()
                .Contain("LEVEL=warning").And.NotContain(variable => variable.StartsWith("REGION", StringComparison.Ordinal));
            ((long)web["HostConfig"]!["Memory"]!).Should().Be(64 << 20);
            ((string?)web["HostConfig"]!["RestartPolicy"]!["Name"]).Should().Be("unless-stopped");
            web["State"]!["Health"].Should().BeNull();
        }, environment => environment["WEB_PORT"] = Text(port));
    }

    [Fact]
    public Task Parts_of_other_files_make_one_project()
    {
        var port = Example.FreePorts();
        return Example.RunAsync(fixture, "include-and-extends", async example =>
        {
            (await Example.PageAsync(port)).Should().Be("<h1>common page</h1>");
            (await example.Exec("cache", "redis-cli", "config", "get", "maxmemory")).Should().Be((0, "maxmemory\n33554432"));
            Variables(await example.Scenario.Container("admin")).Should().Contain(["SITE=admin", "TZ=UTC"]);
            var bindings = (await example.Scenario.Container("admin"))["HostConfig"]!["PortBindings"] as JsonObject;
            (bindings?.Count ?? 0).Should().Be(0, "its ports are reset");
            (await example.Exec("admin", "cat", "/usr/share/nginx/html/index.html")).Should().Be((0, "<h1>common page</h1>"));
        }, environment => environment["WEB_PORT"] = Text(port));
    }

    private static async Task<IEnumerable<string>> Services(Example example) =>
        (await example.Scenario.Containers()).Select(container => (string)container["Labels"]!["com.docker.compose.service"]!)
            .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Variables(JsonNode container) =>
        container["Config"]!["Env"]!.AsArray().Select(variable => (string)variable!);
    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
