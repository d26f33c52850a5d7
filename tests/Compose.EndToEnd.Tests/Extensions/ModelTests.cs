using Compose.Testing.Engine;
using Compose.Testing.Scenarios;
using FluentAssertions;
using Xunit;

namespace Compose.EndToEnd.Tests.Extensions;

/// <summary>Models that `docker model` provides: a plugin that speaks its command line.</summary>
public sealed class ModelTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    private const string Plugin = """
        echo "$@" >> calls
        case "$1" in
          docker-cli-plugin-metadata) echo '{"SchemaVersion": "0.1.0", "Vendor": "test", "Version": "v1.0.7"}' ;;
          status) echo '{"running": true, "endpoint": "http://models:12434/engines/v1/"}' ;;
          ls) echo '[{"id": "sha256:1", "tags": ["ai/there:1"], "created": 1}]' ;;
          pull) if [ -n "$BROKEN" ]; then echo "no such model" >&2; exit 1; fi; echo "Downloaded 1 MB" ;;
        esac
        """;

    private const string Stack = """
        services:
          web: {image: busybox, command: sleep 600, init: true, stop_grace_period: 0s, models: [fast-llm]}
          api: {image: busybox, command: sleep 600, init: true, stop_grace_period: 0s, models: {other: {model_var: NAME, endpoint_var: WHERE}}}
        models:
          fast-llm: {model: "ai/smollm2:latest", context_size: 1024, runtime_flags: ["--no-prefill"]}
          other: {model: "ai/there:1"}
        """;

    [Fact]
    public Task Models_are_pulled_and_configured_as_by_Docker_Compose_and_services_learn_of_them() =>
    Scenario.RunAsync(fixture, "models", async scenario =>
    {
        Programs.AsPlugin(scenario, "model", Plugin);
        scenario.File("compose.yaml", Stack);
        await scenario.Peer("up", "-d");
        var theirs = (Calls: await CallsAsync(), Web: await VariablesAsync("web"), Api: await VariablesAsync("api"));
        (await scenario.Ncompose("plan")).Output.Should().Contain("ai/smollm2:latest").And.Contain("2 unchanged");
        File.Delete(Path.Combine(scenario.Folder, "calls"));
        var run = await scenario.Ncompose("up", "-d");
        run.Error.Should().Contain("fast-llm").And.NotContain("Recreate", "the hash of a service is the one of Docker Compose");
        (await CallsAsync()).Should().Equal(theirs.Calls);
        await scenario.Ncompose("down");
        (await scenario.Ncompose("plan", "--json")).Output.Should().Contain("ConfigureModel");
        await scenario.Ncompose("up", "-d");
        (await VariablesAsync("web")).Should()
            .Be(theirs.Web).And.Contain("FAST_LLM_MODEL=ai/smollm2:latest").And.Contain("FAST_LLM_URL=http://models:12434/engines/v1/");
        (await VariablesAsync("api")).Should()
            .Be(theirs.Api).And.Contain("NAME=ai/there:1").And.Contain("WHERE=http://models:12434/engines/v1/");
        await scenario.Ncompose("down");

        scenario.Environment["BROKEN"] = "1";
        var failed = await scenario.Try("up", "-d");
        failed.ExitCode.Should().Be(1);
        failed.Error.Should().Contain("ai/smollm2:latest cannot be pulled").And.Contain("no such model");
        (await scenario.Containers("web")).Should().BeEmpty();

        async Task<IEnumerable<string>> CallsAsync()
        {
            var file = Path.Combine(scenario.Folder, "calls");
            var calls = await File.ReadAllLinesAsync(file);
            File.Delete(file);
            return calls.Where(call => !call.StartsWith("docker-cli", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal);
        }

        async Task<string> VariablesAsync(string service) =>
            string.Join(
                ' ', (await scenario.Container(service))["Config"]!["Env"]!.AsArray().Select(variable => (string)variable!).Order(
                StringComparer.Ordinal));
    });
}
