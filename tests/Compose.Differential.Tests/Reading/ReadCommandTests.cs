using System.Text.RegularExpressions;
using Compose.Testing.Engine;
using Compose.Testing.Processes;
using Compose.Testing.Scenarios;
using FluentAssertions;
using Xunit;

namespace Compose.Differential.Tests.Reading;

/// <summary>Commands that read and talk, both tools on one running stack: what goes to standard output, and the exit code.</summary>
[Collection(EngineMemory.Name)]
public sealed partial class ReadCommandTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    private const string Stack = """
        services:
          db:
            image: busybox
            command: sleep 600
            init: true
            stop_grace_period: 0s
            volumes: [data:/data]
          web:
            image: busybox
            command: httpd -f -p 80
            init: true
            scale: 2
            ports: ["127.0.0.1::80", "53/udp"]
            stop_grace_period: 0s
        volumes: {data: , unused: }
        """;

    /// <summary>In one test: the stack is made once, and the commands change nothing that another one shows.</summary>
    [Fact]
    public Task Both_tools_print_the_same_about_one_stack() => Scenario.RunAsync(fixture, "read commands", async scenario =>
    {
        scenario.File("compose.yaml", Stack);
        scenario.File("folder/file", "content");
        await scenario.Ncompose("up", "-d");
        string[][] commands =
        [
            ["images"], ["images", "db"], ["images", "-q"],
            ["volumes"], ["volumes", "-q"], ["volumes", "web"],
            ["volumes", "db", "--format", "{{.Name}}|{{.Driver}}|{{.Scope}}|{{.Mountpoint}}"], ["volumes", "--format", "{{json .Name}}"],
            ["port", "web", "80"], ["port", "--index", "2", "web", "80"], ["port", "--protocol", "udp", "web", "53"], ["port", "web", "81"],
            ["port", "nope", "80"], ["port", "web"], ["port", "web", "x"],
            ["exec", "-T", "db", "sh", "-c", "echo out; echo err >&2; exit 3"], ["exec", "-T", "db", "no-such-program"],
            ["exec", "-T", "-w", "/none", "db", "true"], ["exec", "-T", "nope", "true"],
            ["exec", "-T", "--index", "5", "web", "true"], ["exec", "-T", "-e", "A=b", "db", "env"], ["exec", "db"],
            ["run", "--rm", "-T", "db", "sh", "-c", "echo out; exit 4"],
            ["run", "--rm", "-T", "-e", "A=b", "-w", "/tmp", "-u", "1:1", "db", "sh", "-c", "echo $A; pwd; id -u"], ["run", "nope"],
            ["run", "--rm", "-T", "--entrypoint", "echo a 'b c'", "db"], ["run", "-P", "-p", "1:1", "db"],
            ["cp", "folder", "db:/tmp/copied"], ["exec", "-T", "db", "find", "/tmp/copied"], ["cp", "db:/none", "x"], ["cp", "a", "b"],
            ["cp", "db:/a", "web:/b"], ["cp", "folder", "db:/etc/passwd"],
            ["wait", "nope"], ["commit", "nope"], ["export", "nope"], ["attach", "nope"],
            ["stats", "--no-stream", "--format", "{{.Name}}", "db"],
            // Last: by now the containers run what they were started for.
            ["top"], ["top", "web"],
        ];
        foreach (var command in commands)
        {
            var peer = await ProcessRun.RunAsync(RequiredProgram.Peer, command, scenario.Folder, scenario.Environment);
            var ours = await ProcessRun.RunAsync(RequiredProgram.Ncompose, command, scenario.Folder, scenario.Environment);
            (ours.ExitCode, Comparable(ours.Output)).Should()
                .Be((peer.ExitCode, Comparable(peer.Output)), $"{string.Join(' ', command)}\npeer: {peer}\nhere: {ours}");
        }
    });

    [Fact]
    public Task Events_of_the_past_are_the_same() => Scenario.RunAsync(fixture, "events", async scenario =>
    {
        scenario.File("compose.yaml", Stack);
        await scenario.Ncompose("up", "-d");
        await scenario.Ncompose("kill", "web");
        foreach (var form in new[] { Array.Empty<string>(), ["--json"] })
        {
            // 2.40 takes the end of the past for an error, and may end in the middle of a line.
            string[] command = ["events", .. form, "--since", "10m", "--until", "0s", "web"];
            var peer = await ProcessRun.RunAsync(RequiredProgram.Peer, command, scenario.Folder, scenario.Environment);
            var ours = await scenario.Ncompose(command);
            var whole = peer.Output[..(peer.Output.LastIndexOf('\n') + 1)];
            Lines(ours.Output).Should().ContainInOrder(Lines(whole)).And.HaveCountGreaterThan(4);
        }
    });

    /// <summary>
    /// Lists of images and ids have no order of their own in the peer; how long ago something was, and how long a process has run, goes on
    /// between the two.
    /// </summary>
    private static string Comparable(string output)
    {
        var lines = output.Split('\n').Select(line => Clock().Replace(Ago().Replace(line, "ago"), "#").TrimEnd());
        return string.Join('\n', lines.Order(StringComparer.Ordinal));
    }

    /// <summary>The attributes in brackets come in any order. Labels of ncompose are not among ours.</summary>
    private static IEnumerable<string> Lines(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.StartsWith('{')
            ? OwnMembers().Replace(line, "")
            : string.Join(
            ' ', OwnAttributes().Replace(line, "").Split([' ', '(', ')', ','], StringSplitOptions.RemoveEmptyEntries).Order(
            StringComparer.Ordinal)));

    [GeneratedRegex(@"ncompose\.[a-z-]+=.*?(?=, [A-Za-z.]+=|\)$)")]
    private static partial Regex OwnAttributes();

    [GeneratedRegex(",\"ncompose\\.[^\"]*\":\"[^\"]*\"")]
    private static partial Regex OwnMembers();

    [GeneratedRegex(@"[A-Za-z0-9 ]+ ago")]
    private static partial Regex Ago();

    [GeneratedRegex(@" +[0-9]+ +[0-9]+ +[0-9]+ +[0-9][0-9]:[0-9][0-9] .*?[0-9][0-9]:[0-9][0-9]:[0-9][0-9]|HOSTNAME=.*")]
    private static partial Regex Clock();
}
