using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Compose.Testing;
using Compose.Testing.Engine;
using Compose.Testing.Processes;
using Compose.Testing.Scenarios;
using FluentAssertions;
using Xunit;

namespace Compose.EndToEnd.Tests;

/// <summary>The native binary on a real engine: what a stack goes through from nothing to nothing.</summary>
public sealed class LifecycleTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    private const string Stack = """
        services:
          db:
            image: busybox
            command: sleep 600
            init: true
            stop_grace_period: 1s
            volumes: [data:/data]
            healthcheck: {test: "true", interval: 1s}
          web:
            image: busybox
            command: sleep 600
            init: true
            environment: {LEVEL: info}
            depends_on: {db: {condition: service_healthy}}
        volumes: {data: }
        """;

    [Fact, Trait("Category", "Smoke")]
    public Task A_stack_comes_up_in_order_stays_untouched_and_goes_away() => Scenario.RunAsync(fixture, "up and down", async scenario =>
    {
        scenario.File("compose.yaml", Stack);
        await scenario.Ncompose("up", "-d", "--wait");
        var db = await scenario.Container("db");
        var web = await scenario.Container("web");
        State(db).Should().Be("running");
        Started(web).Should().BeAfter(Started(db), "web waits for a healthy db");

        await scenario.Ncompose("up", "-d");
        Id(await scenario.Container("web")).Should().Be(Id(web), "nothing has changed");

        (await scenario.Ncompose("ps")).Output.Should().Contain($"{scenario.Project}-web-1").And.StartWith("NAME");
        scenario.File("config.json", """{"psFormat": "{{.Service}} of docker's configuration"}""");
        scenario.Environment["DOCKER_CONFIG"] = scenario.Folder;
        (await scenario.Ncompose("ps")).Output.Should().Be("db of docker's configuration\nweb of docker's configuration\n");
        (await scenario.Ncompose("ps", "--format", "table")).Output.Should().StartWith("NAME");
        (await scenario.Ncompose("ls", "--filter", $"name=^{scenario.Project}$", "--format", "{{.Name}} is {{.Status}}")).Output.Should()
            .MatchRegex($"^{scenario.Project} is running\\(\\d\\)\n$");
        await scenario.Ncompose("down", "-v");
        (await scenario.Containers()).Should().BeEmpty();
    });

    [Fact, Trait("Category", "Smoke")]
    public Task Only_what_changed_is_made_anew() => Scenario.RunAsync(fixture, "one change", async scenario =>
    {
        scenario.File("compose.yaml", Stack);
        await scenario.Ncompose("up", "-d");
        var (db, web) = (Id(await scenario.Container("db")), Id(await scenario.Container("web")));

        scenario.File("compose.yaml", Stack.Replace("info", "debug", StringComparison.Ordinal));
        await scenario.Ncompose("up", "-d");

        Id(await scenario.Container("db")).Should().Be(db);
        var replaced = await scenario.Container("web");
        Id(replaced).Should().NotBe(web);
        ((string?)replaced["Name"]).Should().Be($"/{scenario.Project}-web-1");
    });

    [Fact, Trait("Category", "Smoke")]
    public Task Logs_say_who_speaks() => Scenario.RunAsync(fixture, "logs", async scenario =>
    {
        scenario.File("compose.yaml", """
            services:
              one: {image: busybox, command: echo first}
              two: {image: busybox, command: echo second}
            """);
        // Attached it ends when both have said all they have to say.
        await scenario.Ncompose("up");
        var logs = (await scenario.Ncompose("logs")).Output;
        logs.Should().Contain("one-1  | first\n").And.Contain("two-1  | second\n");
    });

    [Theory]
    [InlineData("logs")]
    [InlineData("logs", "-f")]
    [InlineData("logs", "only")]
    public Task Logs_are_told_to_programs_as_published(params string[] words) =>
    Scenario.RunAsync(fixture, string.Join(' ', words) + " json", async scenario =>
    {
        // Longer than a message of the engine, which puts its timestamp before each of them; a quotation mark, an escape sequence, and a
        // byte that is no UTF-8.
        scenario.File("compose.yaml", """
            services:
              only: {image: busybox, container_name: "${COMPOSE_PROJECT_NAME}.own", command: ["sh", "-c", "head -c 40000 /dev/zero | tr '\\0' x; echo; printf '\"\\033[1m\\377é\\n' >&2"]}
              other: {image: busybox, command: echo second}
            """);
        // Attached: it ends when both have said all they have to say.
        await scenario.Ncompose("up");
        var lines = (await scenario.Ncompose([.. words, "--format", "json"])).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var said = lines.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        said.SelectMany(line => PublishedSchema.Logs.Problems(line)).Should().BeEmpty();
        said.Select(Told).Should().BeEquivalentTo(new[]
        {
            $"only {scenario.Project}.own stdout {new string('x', 40000)}",
            $"only {scenario.Project}.own stderr \"\e[1m\ufffdé",
            $"other {scenario.Project}-other-1 stdout second",
        }.Take(words.Contains("only") ? 2 : 3));
        said.Should().OnlyContain(line => line.GetProperty("time").GetDateTimeOffset() > DateTimeOffset.UtcNow.AddHours(-1));
        (await scenario.Ncompose("logs", "-t", "--no-log-prefix", "only")).Output.Should().MatchRegex("(?m)^[0-9TZ:.-]+ x{40000}$");
        (await scenario.Try("logs", "--format", "yaml")).Error.Should().StartWith("format value \"yaml\" could not be parsed");

        static string Told(JsonElement line) =>
            string.Join(' ', new[] { "service", "container", "stream", "message" }.Select(field => line.GetProperty(field).GetString()));
    });

    [Fact]
    public Task Each_question_has_its_own_answer() => Scenario.RunAsync(fixture, "two questions", async scenario =>
    {
        scenario.File("compose.yaml", """
            services: {web: {image: busybox, command: sleep 600, init: true, stop_grace_period: 0s, volumes: ["one:/one", "two:/two"]}}
            volumes: {one: {labels: {level: "${LEVEL}"}}, two: {labels: {level: "${LEVEL}"}}}
            """);
        scenario.Environment["LEVEL"] = "1";
        await scenario.Ncompose("up", "-d");
        scenario.Environment["LEVEL"] = "2";
        await ProcessRun.RunAsync(RequiredProgram.Ncompose, ["up", "-d"], scenario.Folder, scenario.Environment, input: "y\ny\n");
        (await scenario.Ncompose("plan")).Output.Should().Contain("Nothing to do", "both have been answered with yes");
    });

    [Fact]
    public Task Pause_goes_on_after_a_container_that_is_paused_and_unpause_likewise() =>
    Scenario.RunAsync(fixture, "pause", async scenario =>
    {
        scenario.File("compose.yaml", Stack);
        await scenario.Ncompose("up", "-d");
        await scenario.Ncompose("pause", "web");

        var paused = await scenario.Try("pause");
        paused.ExitCode.Should().Be(1);
        paused.Error.Should().Contain("is already paused").And.Contain($"= while: pausing container {scenario.Project}-web-1");
        State(await scenario.Container("db")).Should().Be("paused");

        await scenario.Ncompose("unpause", "db");
        var unpaused = await scenario.Try("unpause");
        unpaused.ExitCode.Should().Be(1);
        unpaused.Error.Should().Contain("is not paused").And.Contain($"= while: unpausing container {scenario.Project}-db-1");
        State(await scenario.Container("web")).Should().Be("running");
    });

    [Theory]
    [InlineData("/no/such", "the program of command or entrypoint is not in the image")]
    [InlineData("no-such", "the program of command or entrypoint is not in the image")]
    [InlineData("/etc/passwd", "the program of command or entrypoint may not be run")]
    public Task A_program_that_cannot_run_is_told_with_its_line(string program, string help) =>
    Scenario.RunAsync(fixture, "no program", async scenario =>
    {
        scenario.File("compose.yaml", $"services:\n  web:\n    image: busybox\n    command: {program}\n");
        var run = await scenario.Try("up", "-d");
        run.ExitCode.Should().Be(1);
        run.Error.Should().Contain("compose.yaml:4:14").And.Contain("= while: starting container").And.Contain("= help: " + help);
    });

    [Fact, Trait("Category", "Smoke")]
    public Task A_broken_file_changes_nothing() => Scenario.RunAsync(fixture, "broken file", async scenario =>
    {
        scenario.File("compose.yaml", "services:\n  web:\n    imagee: busybox\n");
        var run = await scenario.Try("up", "-d");
        run.ExitCode.Should().Be(1);
        run.Error.Should().Contain("compose.yaml:3:5").And.Contain("did you mean \"image\"?");
        (await scenario.Containers()).Should().BeEmpty();
    });

    private static string Id(JsonNode container) => (string)container["Id"]!;
    private static string State(JsonNode container) => (string)container["State"]!["Status"]!;
    private static DateTimeOffset Started(JsonNode container) =>
        DateTimeOffset.Parse((string)container["State"]!["StartedAt"]!, CultureInfo.InvariantCulture);
}
