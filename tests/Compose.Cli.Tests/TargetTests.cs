using FluentAssertions;
using Xunit;

namespace Compose.Cli.Tests;

/// <summary>Where a project runs is said by a flag, a variable or the file, and never guessed.</summary>
public sealed class TargetTests
{
    private const string Plain = "services: {web: {image: nginx}}\n";
    private const string OnSwarm = "x-ncompose: {target: swarm}\n" + Plain;
    private const string Refusal = "`drift` does not support the target swarm yet";

    [Fact]
    public void A_target_that_does_not_exist_is_refused()
    {
        using var run = new Run().File("compose.yaml", Plain).Ncompose("--target", "cloud", "config");

        run.ExitCode.Should().Be(1);
        run.FirstErrorLine.Should().Be("--target and NCOMPOSE_TARGET take engine or swarm (found: \"cloud\")");
    }

    [Fact]
    public void A_command_that_does_not_know_the_swarm_does_not_act_on_the_engine()
    {
        using var flag = new Run().File("compose.yaml", Plain).Ncompose("--target", "swarm", "drift");
        using var variable = new Run().File("compose.yaml", Plain).Variable("NCOMPOSE_TARGET", "swarm").Ncompose("drift");
        using var file = new Run().File("compose.yaml", OnSwarm).Ncompose("drift");

        new[] { flag.FirstErrorLine, variable.FirstErrorLine, file.FirstErrorLine }.Should().AllBe(Refusal);
        new[] { flag.ExitCode, variable.ExitCode, file.ExitCode }.Should().AllBeEquivalentTo(1);
    }

    [Fact]
    public void The_configuration_for_a_swarm_names_what_a_swarm_cannot_do()
    {
        const string text = "services: {web: {image: nginx, privileged: true, container_name: front}}\n";
        using var engine = new Run().File("compose.yaml", text).Ncompose("config", "--quiet");
        using var swarm = new Run().File("compose.yaml", text).Ncompose("--target", "swarm", "config", "--quiet");

        engine.ExitCode.Should().Be(0);
        swarm.ExitCode.Should().Be(1);
        swarm.Error.Should().Contain("services.web.privileged has no effect on a swarm").And.Contain("services.web.container_name has no effect on a swarm");
    }
}
