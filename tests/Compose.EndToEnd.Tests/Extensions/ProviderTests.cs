using Compose.Testing.Engine;
using Compose.Testing.Processes;
using Compose.Testing.Scenarios;
using FluentAssertions;
using Xunit;

namespace Compose.EndToEnd.Tests.Extensions;

/// <summary>Services of a provider: a program that is called, reports, and gives variables to the services that depend on it.</summary>
public sealed class ProviderTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    private const string Cloud = """
        echo "$@" >> calls
        case "$2 $3" in
          "metadata "*) cat metadata.json 2>/dev/null ;;
          *" up")
            echo '{"type": "debug", "message": "a detail"}'
            echo '{"type": "info", "message": "half way"}{"type": "setenv", "message": "URL=db://cloud?a=b"}'
            if [ -n "$REGION" ]; then echo "{\"type\": \"rawsetenv\", \"message\": \"REGION=$REGION\"}"; fi
            if [ -n "$HANG" ]; then touch hangs; sleep 600; fi
            if [ -n "$BROKEN" ]; then echo "the reason" >&2; echo '{"type": "error", "message": "no quota"}'; exit 1; fi ;;
        esac
        """;

    private const string Metadata = """
        {"description": "a cloud", "up": {"parameters": [{"name": "size", "type": "integer", "description": "how large"}, {"name": "type", "required": true}]},
         "down": {"parameters": []}, "stop": {"parameters": []}}
        """;

    private const string Stack = """
        services:
          web: {image: busybox, command: sleep 600, init: true, stop_grace_period: 0s, depends_on: [db], environment: {REGION: here}}
          db: {provider: {type: awesomecloud, options: {size: 5, type: [a, b]}}}
        """;

    [Fact]
    public Task A_provider_is_called_as_by_Docker_Compose_and_its_variables_reach_the_dependents() =>
    Scenario.RunAsync(fixture, "provider", async scenario =>
    {
        Programs.InPath(scenario, "awesomecloud", Cloud);
        scenario.Environment["REGION"] = "north";
        scenario.File("compose.yaml", Stack);
        var mine = await RunAsync(Try);
        var plan = await scenario.Ncompose("plan");
        plan.Output.Should().Contain("awesomecloud up --size=5 --type=a --type=b");
        (await scenario.Ncompose("up", "-d")).Error.Should().Contain("db").And.NotContain("a detail");
        var variables = (await scenario.Container("web"))["Config"]!["Env"]!.ToJsonString();
        variables.Should().Contain("DB_URL=db://cloud?a=b").And.Contain("REGION=north");
        (await scenario.Ncompose("up", "-d")).Error.Should()
            .NotContain("Recreate", "the variables of a provider are no change of the file");
        (await scenario.Ncompose("drift")).ExitCode.Should().Be(0);

        // Other variables are another service.
        scenario.Environment["REGION"] = "south";
        (await scenario.Ncompose("up", "-d")).Error.Should().Contain("Recreated");
        (await scenario.Container("web"))["Config"]!["Env"]!.ToJsonString().Should().Contain("REGION=south");
        (await scenario.Ncompose("--verbose", "up", "-d")).Error.Should().Contain("db: a detail");
        await scenario.Ncompose("down");
        File.Delete(Path.Combine(scenario.Folder, "calls"));

        // Docker Compose 2.40 does not know rawsetenv.
        scenario.Environment.Remove("REGION");
        await scenario.Peer("up", "-d");
        (await scenario.Ncompose("plan")).Output.Should().Contain("1 unchanged", "what the provider will tell is not known");
        (await scenario.Ncompose("up", "-d")).Error.Should().NotContain("Recreate", "the hash is that of Docker Compose");
        (await scenario.Peer("up", "-d")).Error.Should().NotContain("Recreate");
        await scenario.Ncompose("down");
        File.Delete(Path.Combine(scenario.Folder, "calls"));
        var theirs = await RunAsync(arguments => scenario.Peer(arguments));
        mine.Should().Equal(theirs);

        Task<ProcessRun> Try(string[] arguments) => scenario.Ncompose(arguments);
        async Task<IEnumerable<string>> RunAsync(Func<string[], Task<ProcessRun>> tool)
        {
            foreach (var arguments in new string[][] { ["--progress", "plain", "up", "-d"], ["stop"], ["down"] })
                await tool(arguments);
            var calls = await File.ReadAllLinesAsync(Path.Combine(scenario.Folder, "calls"));
            File.Delete(Path.Combine(scenario.Folder, "calls"));
            return calls.Where(call => !call.Contains("metadata", StringComparison.Ordinal))
                .Select(call => string.Join(' ', call.Split(' ').Order(StringComparer.Ordinal)));
        }
    });

    [Fact]
    public Task What_a_provider_declares_is_checked_at_its_line_and_stop_is_called_only_when_it_declares_it() =>
    Scenario.RunAsync(fixture, "provider options", async scenario =>
    {
        Programs.AsPlugin(scenario, "awesomecloud", Cloud);
        scenario.Environment["REGION"] = "north";
        scenario.File("metadata.json", Metadata);
        scenario.File(
            "compose.yaml",
            "services:\n  db:\n    provider:\n      type: awesomecloud\n      options:\n        size: big\n        colour: red\n");
        var refused = await scenario.Try("up", "-d");
        refused.ExitCode.Should().Be(1);
        refused.Error.Should()
            .Contain("required parameter \"type\" is missing").And.Contain("compose.yaml:6").And.Contain("is not an integer")
            .And.Contain("compose.yaml:7").And.Contain("NC1006");
        scenario.File("compose.yaml", "services:\n  db:\n    provider: {type: nosuchcloud}\n");
        var missing = await scenario.Try("up", "-d");
        missing.Error.Should().Contain("NC1005").And.Contain("compose.yaml:3");

        scenario.File("compose.yaml", Stack);
        await scenario.Ncompose("--dry-run", "up", "-d");
        (await Calls()).Should().OnlyContain(call => call == "compose metadata");
        await scenario.Ncompose("up", "-d");
        await scenario.Ncompose("stop");
        await scenario.Ncompose("down");
        (await Calls()).Where(call => call != "compose metadata").Should().Equal(
            $"compose --project-name={scenario.Project} up --size=5 --type=a --type=b db",
            $"compose --project-name={scenario.Project} stop db",
            $"compose --project-name={scenario.Project} down db");
        File.Exists(Path.Combine(scenario.Folder, ".docker/compose/providers/awesomecloud.json")).Should().BeTrue("editors read it there");

        Task<string[]> Calls() => File.ReadAllLinesAsync(Path.Combine(scenario.Folder, "calls"));
    });

    [Fact]
    public Task A_provider_that_fails_or_is_interrupted_leaves_its_dependents_unmade() =>
    Scenario.RunAsync(fixture, "provider failure", async scenario =>
    {
        Programs.InPath(scenario, "awesomecloud", Cloud);
        scenario.File("compose.yaml", Stack);
        scenario.Environment["BROKEN"] = "1";
        var failed = await scenario.Try("up", "-d");
        failed.ExitCode.Should().Be(1);
        failed.Error.Should().Contain("no quota").And.Contain("the reason");
        (await scenario.Containers()).Should().BeEmpty();

        scenario.Environment.Remove("BROKEN");
        scenario.Environment["HANG"] = "1";
        await using var screen = await TerminalScreen.OpenAsync(
            RequiredProgram.Ncompose, ["up", "-d"], scenario.Folder, scenario.Environment);
        await screen.ShowsAsync("half way");
        await screen.PressAsync("C-c");
        await screen.ShowsAsync("[exit 130]");
        (await scenario.Containers()).Should().BeEmpty();
    });
}
