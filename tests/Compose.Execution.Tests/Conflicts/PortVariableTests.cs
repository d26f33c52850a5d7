using Compose.Execution.Conflicts;
using FluentAssertions;
using Xunit;

namespace Compose.Execution.Tests.Conflicts;

public sealed class PortVariableTests
{
    [Theory]
    [InlineData("\"${WEB_PORT:-8080}:80\"", "WEB_PORT")]
    [InlineData("$WEB_PORT:80", "WEB_PORT")]
    [InlineData("127.0.0.1:${WEB_PORT:?set it}:80/tcp", "WEB_PORT")]
    [InlineData("'${HOST:-127.0.0.1}:${WEB_PORT:-8080}:${INNER:-80}'", "WEB_PORT")]
    [InlineData("\"[::1]:${WEB_PORT-8080}:80\"", "WEB_PORT")]
    [InlineData("${WEB_PORT:-${PORT:-8080}}:80", "WEB_PORT")]
    [InlineData("\"${WEB_PORT}\"", "WEB_PORT")]
    [InlineData("8080:${INNER:-80}", null)]
    [InlineData("\"${HOST}:8080:80\"", null)]
    [InlineData("80${DIGITS}:80", null)]
    [InlineData("8080", null)]
    public void The_variable_of_a_published_port_is_read_from_the_file(string written, string? variable) =>
        PortVariable.Of(written).Should().Be(variable);
}
