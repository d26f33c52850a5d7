using Compose.Cli.CommandLine;
using FluentAssertions;
using Xunit;

namespace Compose.Cli.Tests;

/// <summary>Where a project runs is said by a flag, a variable or the file, and never guessed.</summary>
public sealed class TargetTests
{
    private const string Plain = "services: {web: {image: nginx}}\n";
    private const string OnSwarm = "x-ncompose: {target: swarm}\n" + Plain;
    private const string Refusal = "`pause` is not supported with the target swarm";

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
        using var flag = new Run().File("compose.yaml", Plain).Ncompose("--target", "swarm", "pause");
        using var variable = new Run().File("compose.yaml", Plain).Variable("NCOMPOSE_TARGET", "swarm").Ncompose("pause");
        using var file = new Run().File("compose.yaml", OnSwarm).Ncompose("pause");

        new[] { flag.FirstErrorLine, variable.FirstErrorLine, file.FirstErrorLine }.Should().AllBe(Refusal);
        new[] { flag.ExitCode, variable.ExitCode, file.ExitCode }.Should().AllBeEquivalentTo(1);
    }

    [Fact]
    public void Every_command_works_on_a_swarm_or_names_what_to_do_in_its_place()
    {
        var commands = Leaves(CommandTable.All()).Select(entry => entry.Build()).ToList();

        commands.Where(command => command.KnowsSwarm == command.RefusedOnSwarm.Length > 0).Select(command => command.Name)
            .Should().BeEmpty();
    }

    private static IEnumerable<CommandEntry> Leaves(IEnumerable<CommandEntry> entries) =>
        entries.SelectMany(entry => entry.Children.IsEmpty ? [entry] : Leaves(entry.Children));

    [Fact]
    public void A_refusal_names_what_to_do_in_its_place()
    {
        using var run = new Run().File("compose.yaml", Plain).Ncompose("--target", "swarm", "pause");

        run.Error.Should()
            .Contain("= help: a swarm would replace paused tasks: `stop SERVICE` ends them, `start SERVICE` brings them back");
    }

    [Fact]
    public void The_engines_of_nodes_are_addresses()
    {
        using var wrong = new Run().File("compose.yaml", "x-ncompose: {nodes: {n2: 'no where'}}\n" + Plain).Ncompose("config", "--quiet");
        using var right = new Run().File("compose.yaml", "x-ncompose: {nodes: {n2: 'ssh://root@n2', n3: production-3}}\n" + Plain)
            .Ncompose("config", "--quiet");

        wrong.Error.Should().Contain("x-ncompose.nodes must name the engine of each node").And.Contain("compose.yaml:1:");
        (wrong.ExitCode, right.ExitCode).Should().Be((1, 0));
    }

    [Fact]
    public void The_configuration_for_a_swarm_names_what_a_swarm_cannot_do()
    {
        const string text = "services: {web: {image: nginx, privileged: true, container_name: front}}\n";
        using var engine = new Run().File("compose.yaml", text).Ncompose("config", "--quiet");
        using var swarm = new Run().File("compose.yaml", text).Ncompose("--target", "swarm", "config", "--quiet");

        engine.ExitCode.Should().Be(0);
        swarm.ExitCode.Should().Be(1);
        swarm.Error.Should().Contain("services.web.privileged has no effect on a swarm").And.Contain(
            "services.web.container_name has no effect on a swarm");
    }
}
