using System.Text;
using Compose.Host.Processes;
using FluentAssertions;
using Xunit;

namespace Compose.Engine.Tests;

public sealed class ChildProcessTests
{
    [Fact]
    public async Task A_child_gets_the_environment_without_what_docker_tells_its_plugins()
    {
        Environment.SetEnvironmentVariable("DOCKER_CLI_PLUGIN_ORIGINAL_CLI_COMMAND", "/usr/bin/docker");
        Environment.SetEnvironmentVariable("DOCKER_CLI_PLUGIN_SOCKET", "@docker_cli_x");
        try
        {
            var child = await ChildProcess.RunAsync(
                new ChildStart("/usr/bin/env", []) { Environment = new Dictionary<string, string?> { ["ADDED"] = "1", ["PATH"] = null } },
                default, CancellationToken.None);

            Encoding.UTF8.GetString(child.Output.Span).Split('\n').Should().Contain("ADDED=1")
                .And.NotContain(
                line => line.StartsWith("DOCKER_CLI_PLUGIN_", StringComparison.Ordinal)
                    || line.StartsWith("PATH=", StringComparison.Ordinal));
        }
        finally
        {
            Environment.SetEnvironmentVariable("DOCKER_CLI_PLUGIN_ORIGINAL_CLI_COMMAND", null);
            Environment.SetEnvironmentVariable("DOCKER_CLI_PLUGIN_SOCKET", null);
        }
    }
}
