using System.Globalization;
using System.IO.Pipes;
using System.Text;
using Compose.Testing;
using Compose.Testing.Processes;
using Compose.Testing.Specs;
using FluentAssertions;
using Xunit;

namespace Compose.Files.Tests;

/// <summary>
/// Projects that would need more memory or time than there is, or that name what cannot be read. Each is an error at its line.
/// </summary>
public sealed class HostileInputTests : IDisposable
{
    private readonly SpecWorkspace _workspace = SpecWorkspace.Empty();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Variables_that_double_with_each_line_are_an_error_at_their_line()
    {
        Write("compose.yaml", "services: {web: {image: busybox}}\n");
        Write(".env", "X0=x\n" + Lines(34, n => $"X{n + 1}=${{X{n}}}${{X{n}}}\n"));
        var run = await Config();
        run.ExitCode.Should().Be(1);
        run.Error.Should().Contain("the values of variables are longer than 16,777,216 characters in all").And.Contain(" --> .env:25:");

        Write(".env", "X=" + new string('x', 1_000_000));
        Write("compose.yaml", "services:\n  web:\n    image: busybox\n    labels:\n" + Lines(40, n => $"      l{n}: a${{X}}\n"));
        run = await Config();
        run.ExitCode.Should().Be(1);
        run.Error.Should().Contain(" --> compose.yaml:21:").And.Contain("NC0208");
        run.Error.Split("NC0208").Should().HaveCount(2, "it is reported once");
    }

    [Fact]
    public async Task Files_that_include_two_others_each_are_an_error_at_their_line()
    {
        Write("compose.yaml", "include: [f1.yaml, f1.yaml]\n");
        foreach (var n in Enumerable.Range(1, 25))
            Write($"f{n}.yaml", $"include: [f{n + 1}.yaml, f{n + 1}.yaml]\n");
        Write("f26.yaml", "services: {web: {image: busybox}}\n");
        var run = await Config();
        run.ExitCode.Should().Be(1);
        run.Error.Should().Contain("more than 10,000 files are included").And.Contain(".yaml:1:").And.Contain("NC0426");
    }

    [Fact]
    public async Task More_ports_than_a_machine_has_are_an_error_at_their_line()
    {
        Write("compose.yaml",
            "services:\n" + Lines(20, n => $"  s{n}: {{image: busybox, ports: ['1-65535:1-65535', '1-65535:1-65535/udp']}}\n"));
        var run = await Config();
        run.ExitCode.Should().Be(1);
        run.Error.Should().Contain("too many ports: the ranges of the project have more than 200,000").And.Contain(" --> compose.yaml:3:");
    }

    [Fact]
    public async Task A_range_that_is_published_twice_is_one_warning()
    {
        Write("compose.yaml",
            "services:\n  a: {image: busybox, ports: ['1-2000:1-2000']}\n  b: {image: busybox, ports: ['1-2000:1-2000'], scale: 2}\n");
        var run = await Config();
        run.ExitCode.Should().Be(0);
        run.Error.Split("NC0751").Should().HaveCount(2);
        run.Error.Split("NC0752").Should().HaveCount(2);
    }

    [Theory]
    [InlineData("services: {web: {image: busybox, env_file: \"a\\0b\"}}")]
    [InlineData("services: {web: {image: busybox, label_file: \"a\\0b\"}}")]
    [InlineData("services: {web: {image: busybox, volumes: [\"./a\\0b:/c\"]}}")]
    [InlineData("services: {web: {build: {context: \"a\\0b\"}}}")]
    [InlineData("services: {web: {build: {context: ., dockerfile: \"a\\0b\"}}}")]
    [InlineData("services: {web: {image: busybox, develop: {watch: [{action: sync, path: \"a\\0b\", target: /}]}}}")]
    [InlineData("services: {web: {extends: {service: a, file: \"a\\0b\"}}}")]
    [InlineData("include: [\"a\\0b\"]")]
    [InlineData("include: [{path: other.yaml, env_file: \"a\\0b\"}]")]
    [InlineData("include: [{path: other.yaml, project_directory: \"a\\0b\"}]")]
    [InlineData("services: {web: {image: busybox, secrets: [s]}}\nsecrets: {s: {file: \"a\\0b\"}}")]
    public async Task A_path_with_a_NUL_is_an_error_and_no_defect(string file)
    {
        Write("other.yaml", "services: {a: {image: busybox}}");
        Write("compose.yaml", file + "\n");
        var run = await Config();
        run.ExitCode.Should().BeOneOf(0, 1);
        if (!file.Contains("project_directory", StringComparison.Ordinal))
            run.Error.Should().Contain(" --> compose.yaml:").And.MatchRegex("invalid argument|no such file");
    }

    [Theory]
    [InlineData("compose.yaml", "")]
    [InlineData(".env", "services: {web: {image: busybox}}")]
    [InlineData("pipe", "services: {web: {image: busybox, env_file: pipe}}")]
    [InlineData("pipe", "services: {web: {image: busybox, label_file: pipe}}")]
    [InlineData("pipe", "services: {web: {extends: {service: a, file: pipe}}}")]
    [InlineData("pipe", "include: [pipe]")]
    [InlineData("pipe", "include: [{path: other.yaml, env_file: pipe}]")]
    public async Task A_named_pipe_in_the_place_of_a_file_is_an_error_and_does_not_wait(string pipe, string file)
    {
        Write("other.yaml", "services: {a: {image: busybox}}");
        if (file.Length > 0)
            Write("compose.yaml", file + "\n");
        NamedPipe.Make(Path.Combine(_workspace.Project, pipe));
        var run = await Config();
        run.ExitCode.Should().Be(1);
        run.Error.Should().Contain("not a regular file");
    }

    [Fact]
    public async Task Pipes_that_the_shell_hands_over_and_dev_null_are_read()
    {
        using var project = Pipe("services: {web: {image: busybox, env_file: /dev/null, command: $A}}\n");
        using var variables = Pipe("A=from-the-pipe\n");
        var run = await Run("-f", Descriptor(project), "--project-directory", ".", "--env-file", Descriptor(variables), "config");
        run.Error.Should().BeEmpty();
        run.Output.Should().Contain("from-the-pipe");
    }

    private static string Descriptor(AnonymousPipeServerStream pipe) =>
        "/dev/fd/" + pipe.ClientSafePipeHandle.DangerousGetHandle().ToString(CultureInfo.InvariantCulture);

    private static AnonymousPipeServerStream Pipe(string content)
    {
        var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        pipe.Write(Encoding.UTF8.GetBytes(content));
        pipe.SafePipeHandle.Dispose();
        return pipe;
    }

    private static string Lines(int count, Func<int, string> line) => string.Concat(Enumerable.Range(0, count).Select(line));

    private void Write(string name, string content) => _workspace.Write(name, Encoding.UTF8.GetBytes(content));

    private Task<ProcessRun> Config() => Run("config");

    private Task<ProcessRun> Run(params string[] arguments) =>
        NcomposeInProcess.RunAsync(new SpecInvocation([], [], SpecInvocation.Bare(_workspace), ""), _workspace, arguments);
}
