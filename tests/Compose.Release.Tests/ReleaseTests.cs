using System.Text.Json.Nodes;
using Compose.Testing.Engine;
using Compose.Testing.Processes;
using FluentAssertions;
using Xunit;

namespace Compose.Release.Tests;

/// <summary>What eng/release.sh makes: the same bytes twice, and each file of it works where nothing of .NET is installed.</summary>
public sealed class ReleaseTests(ReleaseFixture release) : IClassFixture<ReleaseFixture>
{
    private const string Version = "0.1.0";

    [Fact]
    public void The_same_programs_give_the_same_bytes()
    {
        var (first, second) = (Directory.GetFiles(release.Folder), Directory.GetFiles(release.SecondFolder));

        second.Select(Path.GetFileName).Should().BeEquivalentTo(first.Select(Path.GetFileName));
        first.Where(file => !HasSameBytes(file, Path.Combine(release.SecondFolder, Path.GetFileName(file)))).Should().BeEmpty();

        static bool HasSameBytes(string one, string other) => File.ReadAllBytes(one).AsSpan().SequenceEqual(File.ReadAllBytes(other));
    }

    [Fact]
    public async Task Every_file_is_in_the_list_of_checksums()
    {
        var check = await ProcessRun.RunAsync("sha256sum", ["--check", "--strict", "SHA256SUMS"], release.Folder, release.Environment);

        check.ExitCode.Should().Be(0, check.Error);
        check.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(':')[0]).Should()
            .BeEquivalentTo(Directory.GetFiles(release.Folder).Select(Path.GetFileName).Where(name => name != "SHA256SUMS"));
    }

    [Fact]
    public async Task The_formula_has_the_checksum_of_the_archive()
    {
        var archive = $"ncompose-{Version}-linux-x64.tar.gz";
        var sum = (await ProcessRun.RunAsync("sha256sum", [archive], release.Folder, release.Environment)).Output.Split(' ')[0];

        var formula = await File.ReadAllTextAsync(Path.Combine(release.Folder, "ncompose.rb"));

        formula.Should().Contain($"/v{Version}/{archive}\"\n    sha256 \"{sum}\"").And.NotContain("@SHA256").And.NotContain(
            "@VERSION@").And.NotContain("?linux");
    }

    [Fact]
    public async Task The_bill_of_materials_names_what_the_programs_are_linked_from()
    {
        var document = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(release.Folder, $"ncompose-{Version}.cdx.json")))!;

        ((string)document["bomFormat"]!).Should().Be("CycloneDX");
        var names = document["components"]!.AsArray().Select(component => (string)component!["name"]!).ToList();
        names.Should()
            .Contain(
            ["YamlDotNet", "System.CommandLine", "Cronos", "QuikGraph", "Microsoft.NETCore.App", "Microsoft.AspNetCore.App", "preact",
                "@xterm/xterm"]);
        names.Should().NotContain(["Microsoft.CodeAnalysis.BannedApiAnalyzers", "xunit", "esbuild", "typescript"]);
    }

    [Fact]
    public async Task The_debian_package_works_and_leaves_nothing()
    {
        (await release.InCleanDebianAsync("debian-package.sh")).Should().Equal(
            "version: ncompose version v0.1.0",
            "plugin: ncompose version v0.1.0",
            "compose: Docker Compose version v5.5.0",
            "alternative: /usr/bin/ncompose",
            "page: NCOMPOSE-UP(1) User Commands NCOMPOSE-UP(1)",
            "warnings: 0",
            "warnings of a broken page: 1",
            "completion: complete -F _ncompose ncompose",
            "server: ncompose-ui is started by `ncompose ui`, which makes its command line.",
            "files of others than root: 0",
            "left: ");
    }

    [Fact]
    public async Task The_installer_works_for_the_system_and_for_a_user_and_leaves_nothing()
    {
        (await release.InCleanDebianAsync("installer.sh")).Should().Equal(
            "system: install: ncompose 0.1.0 is in /usr/local/bin, ncompose version v0.1.0, ncompose version v0.1.0, Docker Compose version v5.5.0",
            "page: NCOMPOSE-UP(1) User Commands NCOMPOSE-UP(1)",
            "again: ncompose version v0.1.0",
            "left by the system: ",
            "without OpenSSL: OpenSSL is not here",
            "left in another folder: ls: cannot access '/tmp/elsewhere': No such file or directory ",
            "user: install: ncompose 0.1.0 is in /home/someone/.local/bin, ncompose version v0.1.0, ncompose version v0.1.0",
            "page for the user: NCOMPOSE-UP(1) User Commands NCOMPOSE-UP(1)",
            "missing: there is no SHA256SUMS at http://127.0.0.1:8080/nothing",
            "left by the user: ",
            "other plugin: other",
            "forged: ncompose-0.1.0-linux-x64.tar.gz has the checksum SUM, and SHA256SUMS says SUM: nothing was installed",
            "processor: there is no archive for processors of the kind riscv64; there are linux-x64 and linux-arm64",
            "platform: the release at /tmp/forged has no ncompose-0.1.0-linux-arm64.tar.gz",
            "nothing to remove: nothing is installed in /usr/local",
            "left by refusals: ");
    }

    [Fact]
    public async Task The_dotnet_tool_installs_from_a_folder_and_runs()
    {
        var work = Directory.CreateTempSubdirectory("ncompose-tool-").FullName;
        try
        {
            var settings = Path.Combine(work, "nuget.config");
            await File.WriteAllTextAsync(
                settings,
                $"""<configuration><packageSources><clear /><add key="release" value="{release.Folder}" /></packageSources></configuration>""");
            var environment = new Dictionary<string, string>(release.Environment)
            {
                ["DOTNET_CLI_HOME"] = work,
                ["NUGET_PACKAGES"] = Path.Combine(work, "packages"),
            };

            var install = await ProcessRun.RunAsync(
                "dotnet", ["tool", "install", "ncompose.tool", "--tool-path", "tool", "--configfile", settings], work, environment);
            install.ExitCode.Should().Be(0, install.ToString());

            (await ProcessRun.RunAsync(Path.Combine(work, "tool", "ncompose"), ["version"], work, environment)).Output.Should()
                .Be("ncompose version v0.1.0\n");
            (await ProcessRun.RunAsync(
                Path.Combine(work, "tool", "ncompose"), ["lsp", "--stdio"], work, environment, input: "")).Error.Should()
                .NotContain("neither beside");
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    [Fact]
    public async Task The_container_image_brings_up_a_stack_through_the_engines_socket()
    {
        var engine = Environment.GetEnvironmentVariable("DOCKER_HOST") is { Length: > 0 } host ? new Uri(host).LocalPath
            : "/var/run/docker.sock";
        var project = "nct-image" + Guid.NewGuid().ToString("N")[..8];
        var folder = Directory.CreateTempSubdirectory("ncompose-image-").FullName;
        await File.WriteAllTextAsync(
            Path.Combine(folder, "compose.yaml"), "services: {a: {image: busybox, command: sleep 600, stop_grace_period: 0s}}");
        try
        {
            var loaded = await Docker("load", "-i", Path.Combine(release.Folder, $"ncompose-{Version}-image-linux-x64.tar.gz"));
            loaded.Output.Should().Contain($"ncompose:{Version}");
            (await Docker("run", "--rm", $"ncompose:{Version}", "version")).Output.Should().Be($"ncompose version v{Version}\n");

            await Ncompose("up", "-d");
            (await Ncompose("ps", "--services")).Output.Should().Be("a\n");
            await Ncompose("down");
            using var socket = await EngineSocket.ConnectAsync();
            (await socket.ContainersAsync()).Select(container => (string?)container["Labels"]?["com.docker.compose.project"]).Should()
                .NotContain(project);
        }
        finally
        {
            await ProcessRun.RunAsync(RequiredProgram.Docker, ["rmi", "-f", $"ncompose:{Version}"], folder, release.Environment);
            Directory.Delete(folder, recursive: true);
        }

        Task<ProcessRun> Docker(params string[] arguments) => release.RunAsync(RequiredProgram.Docker, arguments);
        Task<ProcessRun> Ncompose(params string[] arguments) =>
            Docker(["run", "--rm", "-v", $"{folder}:/work", "-v", $"{engine}:/var/run/docker.sock", $"ncompose:{Version}", "-p", project,
                .. arguments]);
    }
}
