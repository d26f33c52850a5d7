using System.Text.RegularExpressions;
using Compose.Testing.Processes;
using FluentAssertions;
using Xunit;

namespace Compose.Differential.Tests.Commands;

/// <summary>`ps`, `ls` and `logs` of both programs on one running stack: standard output byte for byte, and the exit code.</summary>
public sealed partial class ReadCommandsTests(RunningStack stack) : IClassFixture<RunningStack>
{
    private const int MostTries = 25;

    [Theory]
    [InlineData("ps")]
    [InlineData("ps", "-a")]
    [InlineData("ps", "-q")]
    [InlineData("ps", "-aq")]
    [InlineData("ps", "--services")]
    [InlineData("ps", "--no-trunc")]
    [InlineData("ps", "--orphans=false")]
    [InlineData("ps", "--status", "exited")]
    [InlineData("ps", "--filter", "status=running", "web", "db")]
    [InlineData("ps", "--status", "dead")]
    [InlineData("ps", "--services", "--status", "dead")]
    [InlineData("ps", "--format", "json")]
    [InlineData("ps", "-a", "--format", "json", "--no-trunc")]
    [InlineData("ps", "--format", "{{json .}}", "db")]
    [InlineData("ps", "--format", "raw", "db")]
    [InlineData("ps", "--format", "table {{.Name}}\\t{{.Ports}}\\t{{.Label \"com.example.team\"}}")]
    [InlineData("ps", "--format",
        "table {{.ID}}\\t{{.Names}}\\t{{.Publishers}}\\t{{.ExitCode}}\\t{{.Size}}\\t{{.LocalVolumes}}\\t{{.Health}}\\t{{.State}}\\t{{.Project}}\\t{{.CreatedAt}}")]
    [InlineData("ps", "-a", "--format", "{{.Name}} {{.State}} {{.Health}} {{.ExitCode}} {{.LocalVolumes}}")]
    [InlineData("ps", "--format", "{{range .Publishers}}{{.URL}} {{.PublishedPort}} {{end}}", "web")]
    [InlineData("ps", "--format", "pretty")]
    [InlineData("ps", "nosuch")]
    [InlineData("ps", "--filter", "status")]
    [InlineData("ps", "--filter", "color=red")]
    [InlineData("ps", "--format", "{{.Nope}}")]
    [InlineData("ls", "--filter", "name=PROJECT")]
    [InlineData("ls", "-a", "--filter", "name=^PROJECT$")]
    [InlineData("ls", "-q", "--filter", "name=^.*PROJECT$")]
    [InlineData("ls", "-a", "--filter", "name=PROJECT", "--format", "json")]
    [InlineData("ls", "--filter", "name=no-such-project")]
    [InlineData("ls", "--filter", "name=no-such-project", "--format", "json")]
    [InlineData("ls", "--filter", "state=x")]
    [InlineData("ls", "--filter", "x")]
    [InlineData("ls", "--format", "yaml")]
    [InlineData("logs", "web")]
    [InlineData("logs", "db")]
    [InlineData("logs", "-t", "job")]
    [InlineData("logs", "--tail", "1", "--index", "2", "worker")]
    [InlineData("logs", "--no-log-prefix", "-n", "2", "job", "--since", "1h")]
    [InlineData("logs", "--since", "2001-01-02T03:04:05Z", "named")]
    [InlineData("logs", "--until", "1h", "db")]
    [InlineData("logs", "hushed")]
    [InlineData("--ansi", "always", "logs", "db")]
    [InlineData("--ansi", "always", "logs", "--no-color", "db")]
    [InlineData("logs", "nosuch")]
    [InlineData("logs", "--index", "1")]
    [InlineData("logs", "--index", "9", "worker")]
    [InlineData("logs", "--since", "yesterday", "db")]
    [InlineData("-p", "PROJECT", "ps", "-a")]
    [InlineData("-p", "PROJECT", "logs", "job", "nosuch")]
    [InlineData("-p", "no-such-project", "ps")]
    [InlineData("-p", "no-such-project", "logs")]
    public async Task Both_print_the_same(params string[] arguments)
    {
        var (ours, peer) = await Compare(
            stack, [.. arguments.Select(word => word.Replace("PROJECT", stack.Peer.Project, StringComparison.Ordinal))]);

        ours.Output.Should().Be(peer.Output);
        ours.ExitCode.Should().Be(peer.ExitCode);
        FirstLine(ours.Error).Should().Be(FirstLine(peer.Error));
    }

    [Theory]
    [InlineData("logs")]
    [InlineData("logs", "--tail", "2", "worker", "job")]
    [InlineData("-p", "PROJECT", "logs", "-n", "1")]
    public async Task Logs_of_several_containers_have_the_same_lines(params string[] arguments)
    {
        var named = arguments.Select(word => word.Replace("PROJECT", stack.Peer.Project, StringComparison.Ordinal)).ToArray();
        var (ours, peer) = (await stack.Ours.RunAsync(named), await stack.Peer.RunAsync(named));

        Lines(ours).Should().Equal(Lines(peer));

        // Without a compose file Docker Compose learns of the names one by one and its first prefixes are narrower.
        static IEnumerable<string> Lines(ProcessRun run) =>
            run.Output.Split('\n').Select(line => Prefix().Replace(line, " | ")).Order(StringComparer.Ordinal);
    }

    /// <summary>Ages change while we look: ours counts between two looks of the other program that agree.</summary>
    private static async Task<(ProcessRun Ours, ProcessRun Peer)> Compare(RunningStack stack, string[] arguments)
    {
        for (var tries = 1; ; tries++)
        {
            var before = Normalized(await stack.Peer.RunAsync(arguments));
            var ours = Normalized(await stack.Ours.RunAsync(arguments));
            var after = Normalized(await stack.Peer.RunAsync(arguments));
            if (ours.Output == before.Output || ours.Output == after.Output)
                return (ours, before with { Output = ours.Output });
            if (before.Output == after.Output && tries > 1)
                return (ours, before);
            if (tries == MostTries)
                throw new InvalidOperationException($"Docker Compose never prints the same twice:\n{before}\n{after}");
        }
    }

    /// <summary>
    /// Docker Compose prints labels and networks in an order of chance, and the engine mounts; seconds go on between two looks. Labels of
    /// ncompose, which the images of the tests have, are not printed here.
    /// </summary>
    private static ProcessRun Normalized(ProcessRun run) => run with
    {
        Output = Unordered()
            .Replace(
            Seconds().Replace(run.Output, age => new string('#', age.Length)),
            match => match.Groups[1].Value + string.Join(
                ',', match.Groups[2].Value.Split(',').Where(item => !item.StartsWith("ncompose.", StringComparison.Ordinal)).Order(
                StringComparer.Ordinal))),
    };

    [GeneratedRegex("[0-9]+(?= seconds)")]
    private static partial Regex Seconds();

    [GeneratedRegex("(\"Labels\"|\"Networks\"|\"Mounts\"|labels): ?\"?([^\"\n]*)")]
    private static partial Regex Unordered();

    [GeneratedRegex(" +\\| ")]
    private static partial Regex Prefix();

    private static string FirstLine(string text) =>
        text.Split('\n')[0].Replace(" in type *formatter.ContainerContext", "", StringComparison.Ordinal);
}
