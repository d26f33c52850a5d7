using Compose.Testing.Engine;
using Compose.Testing.Scenarios;
using FluentAssertions;
using Xunit;

namespace Compose.EndToEnd.Tests;

/// <summary>What the labels on the engine and the output of the commands tell about secrets.</summary>
public sealed class SecrecyTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    [Fact]
    public Task No_label_and_no_plan_has_a_secret_and_our_labels_are_shown_to_those_who_ask() =>
    Scenario.RunAsync(fixture, "secrecy", async scenario =>
    {
        scenario.Environment["SESAME"] = "open-word";
        Write(scenario, "one");
        await scenario.Ncompose("up", "-d", "-t", "1");
        var made = (await scenario.Containers()).Single();
        var labels = made["Labels"]!.ToJsonString();
        labels.Should().Contain("ncompose.attributes").And.NotContain("hush-").And.NotContain("open-word").And.NotContain(
            "ncompose.key").And.NotContain("ncompose.pre-stop");
        made["HostConfig"]!["Annotations"]!.ToJsonString().Should().Contain("ncompose.key").And.NotContain("hush-");

        foreach (var output in new[]
        {
            await scenario.Ncompose("ps", "--format", "json"), await scenario.Ncompose("ps", "--format", "{{.Labels}}"),
            await scenario.Ncompose("volumes", "--format", "json"),
            await scenario.Ncompose("images", "--format", "json"), await scenario.Ncompose("ls", "--format", "json"),
            await scenario.Ncompose("events", "--json", "--type", "all", "--since", "10m", "--until", "0s"),
        })
            output.Output.Should().NotContain("ncompose.attributes").And.NotContain("ncompose.key");
        (await scenario.Ncompose("ps", "--format", "json")).Output.Should().Contain("com.docker.compose.project=");
        (await scenario.Ncompose("ps", "--format", "{{.Label \"ncompose.attributes\"}}")).Output.Should()
            .Contain("restart~no").And.Contain("environment.DB=");

        Write(scenario, "two");
        scenario.File("word.txt", "hush-file-two\n");
        var plan = await scenario.Ncompose("plan");
        plan.Output.Should().Contain("environment.DB: changed (hidden)").And.Contain("environment.LOG: one → two").And.Contain(
            "post_start: changed to").And.Contain("secrets.file: changed (hidden)")
            .And.Contain("command: sh -c : --password (hidden) one; sleep 600 → sh -c : --password (hidden) two; sleep 600");
        foreach (var shown in new[] { plan, await scenario.Ncompose("plan", "--json"), await scenario.Try("drift", "--json"),
            await scenario.Ncompose("config", "--explain", "services.web") })
            shown.Output.Should().NotContain("hush-").And.NotContain("open-word");
        (await scenario.Ncompose("config", "--explain", "services.web.environment.API_TOKEN")).Output.Should()
            .Contain("(hidden)").And.NotContain("hush-");
        (await scenario.Ncompose("config", "--explain", "services.web.secrets")).Output.Should()
            .Contain("\"word\"", "the names of secrets are none");
        (await scenario.Ncompose("config")).Output.Should().Contain("hush-token", "`config` prints what Docker Compose prints");

        await scenario.Ncompose("up", "-d", "-t", "1");
        (await scenario.Ncompose("plan", "--detailed-exitcode")).Output.Should().StartWith("Nothing to do");
    });

    private static void Write(Scenario scenario, string version)
    {
        scenario.File("word.txt", "hush-file\n");
        scenario.File("compose.yaml", $$"""
            services:
              web:
                image: busybox
                init: true
                restart: "no"
                stop_grace_period: 0s
                command: [sh, -c, ": --password hush-command {{version}}; sleep 600"]
                environment: {DB: "Server=db;Pwd=hush-{{version}};Database=app", API_TOKEN: hush-token, LOG: "{{version}}", COPY: "$SESAME"}
                labels: {note: plain}
                healthcheck: {test: [CMD, "true", "-u", "me:hush-probe"], interval: 1h}
                post_start: [{command: ["true", hush-hook, "{{version}}"]}]
                pre_stop: [{command: ["true", "--password", hush-stop]}]
                secrets: [word, file, hook]
                volumes: ["data:/data"]
            volumes: {data: }
            secrets: {word: {environment: SESAME}, file: {file: ./word.txt}, hook: {file: ./hook.txt} }
            """);
        scenario.File("hook.txt", "hush-hook");
    }
}
