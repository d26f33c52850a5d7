using Compose.Execution.Swarm;
using FluentAssertions;
using Xunit;

namespace Compose.Execution.Tests.Swarm;

public sealed class TaskWordsTests
{
    [Theory]
    [InlineData(
        "no suitable node (scheduling constraints not satisfied on 3 nodes)",
        "no node can take it: 3 nodes do not meet its placement constraints (node.role==worker)")]
    [InlineData(
        "no suitable node (insufficient resources on 2 nodes; 1 node not available for new tasks)",
        "no node can take it: 2 nodes do not have as much free CPU, memory or generic resources as it reserves; 1 node does not take new tasks (drained, paused or down)")]
    [InlineData("no suitable node (host-mode port already in use on 1 node)",
        "no node can take it: 1 node does not have its host port free")]
    [InlineData("no suitable node (max replicas per node limit exceed)",
        "no node can take it: no node may have another replica (max_replicas_per_node)")]
    [InlineData("task: non-zero exit (1)", "it ended with exit code 1")]
    [InlineData("task: non-zero exit (137)", "it ended with exit code 137 (signal 9)")]
    [InlineData("task: non-zero exit (137): dockerexec: unhealthy container", "its health check failed, so the engine ended it")]
    [InlineData("No such image: nosuch:1", "the node does not have the image nosuch:1, and no registry has provided it")]
    [InlineData("invalid mount config for type \"bind\": bind source path does not exist: /x",
        "the node has no /x, which the service mounts")]
    [InlineData("invalid pool request: Pool overlaps with other one on this address space",
        "the node still has an old network with the same addresses")]
    [InlineData("starting container failed: unable to get config from config store: config abc not found",
        "the swarm no longer has its config")]
    [InlineData(
        "starting container failed: failed to create task for container: OCI runtime create failed: exec: \"/no/such\": stat /no/such: no such file or directory",
        "its program cannot be started: exec: \"/no/such\": stat /no/such: no such file or directory")]
    [InlineData("something new", "something new")]
    public void The_engines_text_is_told_in_plain_words(string text, string words) =>
    TaskWords.Translate(text, ["node.role==worker"]).Should().Be(words);
}
