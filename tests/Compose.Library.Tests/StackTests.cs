using Compose.Testing;
using FluentAssertions;
using NCompose;
using Xunit;

namespace Compose.Library.Tests;

/// <summary>Stacks on a real engine.</summary>
public sealed class StackTests
{
    /// <summary>Everything that two stacks of one file could have a conflict about.</summary>
    private const string Shop = """
        name: shop
        services:
          web:
            image: busybox
            container_name: shop-web
            command: ["sh", "-c", "mkdir -p /www && echo hello >/www/index.html && echo serving && exec httpd -f -p 80 -h /www"]
            stop_grace_period: 0s
            ports: ["18080:80"]
            volumes: ["data:/data"]
            healthcheck: {test: ["CMD", "wget", "-q", "-O", "-", "http://127.0.0.1/"], interval: 200ms, retries: 20}
        volumes:
          data: {name: shop-data}
        networks:
          default: {name: shop-net}
        """;

    [Fact]
    public async Task Two_stacks_of_one_file_run_side_by_side_and_are_removed()
    {
        var steps = new List<StepProgress>();
        var stacks = await Task.WhenAll(ComposeStack.StartAsync(Options()), ComposeStack.StartAsync(Options()));

        stacks[0].Name.Should().NotBe(stacks[1].Name).And.StartWith("shop-");
        using var http = new HttpClient();
        foreach (var stack in stacks)
        {
            var address = await stack.AddressAsync("web", 80);
            (await http.GetStringAsync(address.ToUri())).Should().Be("hello\n");
            var container = (await stack.ContainersAsync()).Should().ContainSingle().Subject;
            container.Should().BeEquivalentTo(new { Service = "web", State = ContainerState.Running, Health = ContainerHealth.Healthy });
            var line = (await stack.LogsAsync().ToListAsync()).Should().ContainSingle().Subject;
            line.Should().BeEquivalentTo(new { Service = "web", Text = "serving", IsError = false });
        }

        (await stacks[0].PlanAsync()).IsEmpty.Should().BeTrue("a stack of its own is as its files say");
        var asked = () => stacks[0].AddressAsync("web", 81);
        (await asked.Should().ThrowAsync<ComposeException>())
            .WithMessage("service \"web\" does not publish port 81/tcp; published are 80/tcp");

        var exec = await stacks[0].ExecAsync(
            "web", ["sh", "-c", "cat; echo $WORD; echo oops >&2; exit 3"],
            new ExecOptions { Input = "in\n", Environment = new Dictionary<string, string> { ["WORD"] = "env" } });
        exec.Should().Be(new ExecResult(3, "in\nenv\n", "oops\n"));

        await stacks[0].ApplyAsync(new ApplyOptions { Scale = new Dictionary<string, int> { ["web"] = 2 } }, new Recorder(steps));
        steps.Should().Contain(step => step.Operation == "CreateContainer" && step.State == StepState.Done && step.Service == "web");

        foreach (var stack in stacks)
            await stack.DisposeAsync();
        foreach (var stack in stacks)
            (await Left(stack.Name)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_service_that_is_not_healthy_is_explained_and_leaves_artifacts()
    {
        var folder = Directory.CreateTempSubdirectory("ncompose-artifacts-").FullName;
        var options = new ComposeOptions
        {
            Text = """
                name: sick
                services:
                  db:
                    image: busybox
                    command: ["sh", "-c", "echo the disk is read-only; exec sleep 600"]
                    stop_grace_period: 0s
                    environment: {PASSWORD: "${SECRET}"}
                    healthcheck: {test: ["CMD-SHELL", "echo cannot connect; exit 1"], interval: 100ms, retries: 2}
                """,
            Environment = { ["SECRET"] = "hidden-value" },
            ArtifactsFolder = folder,
        };

        var starting = () => ComposeStack.StartAsync(options);

        var failure = (await starting.Should().ThrowAsync<ComposeException>()).Which;
        failure.Message.Should().Contain("is unhealthy").And.Contain("exit 1: cannot connect")
            .And.Contain("its last lines:").And.Contain("the disk is read-only");
        failure.Failures.Should().ContainSingle().Which.Service.Should().Be("db");
        var artifacts = Directory.GetDirectories(folder).Should().ContainSingle().Subject;
        Read("config.yaml").Should().Contain("${SECRET}");
        Read("plan.txt").Should().NotBeNull();
        Read("ps.json").Should().Contain("\"health\":\"Unhealthy\"");
        Read("logs.txt").Should().Contain("the disk is read-only");
        Read("events.json").Should().Contain("\"action\":\"start\"");
        Directory.GetFiles(artifacts).Select(File.ReadAllText).Should()
            .NotContain(text => text.Contains("hidden-value", StringComparison.Ordinal));
        (await Left(Path.GetFileName(artifacts))).Should().BeEmpty();
        Directory.Delete(folder, recursive: true);

        string Read(string file) => File.ReadAllText(Path.Combine(artifacts, file));
    }

    [Fact]
    public async Task Cancelling_a_start_removes_what_it_has_made()
    {
        using var cancel = new CancellationTokenSource();
        var options = new ComposeOptions
        {
            ProjectName = $"cancelled-{$"{Guid.NewGuid():N}"[..8]}",
            Text = """
                services:
                  web: {image: busybox, command: sleep 600, stop_grace_period: 0s, healthcheck: {test: [CMD, "false"], interval: 1h}}
                """,
        };
        var starting = ComposeStack.StartAsync(options, cancel.Token);
        await Eventually.UntilAsync(
            async () => (await Left(options.ProjectName)).Any(container => container.State == ContainerState.Running),
            "the container runs", starting);

        await cancel.CancelAsync();

        await starting.Invoking(start => start).Should().ThrowAsync<OperationCanceledException>();
        (await Left(options.ProjectName)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_project_that_is_opened_stays_until_it_is_taken_down()
    {
        var options = new ComposeOptions
        {
            ProjectName = $"kept-{$"{Guid.NewGuid():N}"[..8]}",
            Text = "services: {web: {image: busybox, command: [sh, -c, \"echo one; exec sleep 600\"], stop_grace_period: 0s}}",
        };
        await using (var first = await ComposeStack.OpenAsync(options))
        {
            (await first.PlanAsync()).Steps.Should().Contain(step => step.Operation == "CreateContainer" && step.Reasons.Count > 0);
            using var enough = new CancellationTokenSource();
            var events = first.EventsAsync(enough.Token).GetAsyncEnumerator();
            var next = events.MoveNextAsync().AsTask();
            await first.ApplyAsync();
            (await next).Should().BeTrue();
            events.Current.Attributes.Should().NotBeNull();
            await enough.CancelAsync();
            await events.DisposeAsync();
        }

        await using var second = await ComposeStack.OpenAsync(options);
        await foreach (var line in second.LogsAsync(new LogOptions { Follow = true }))
        {
            line.Text.Should().Be("one");
            break;
        }

        (await second.PlanAsync(new ApplyOptions { Recreate = true })).ToString().Should().Contain("RemoveContainer");
        await second.DownAsync(new DownOptions { Volumes = true });
        (await second.ContainersAsync()).Should().BeEmpty();
    }

    private static ComposeOptions Options() => new() { Text = Shop };

    private static async Task<IReadOnlyList<ComposeContainer>> Left(string project)
    {
        var options = new ComposeOptions { ProjectName = project, Text = "services: {any: {image: any}}" };
        await using var stack = await ComposeStack.OpenAsync(options);
        return await stack.ContainersAsync();
    }

    /// <summary>Unlike Progress it reports at once.</summary>
    private sealed class Recorder(List<StepProgress> steps) : IProgress<StepProgress>
    {
        public void Report(StepProgress value) => steps.Add(value);
    }
}
