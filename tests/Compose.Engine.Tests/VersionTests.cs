using Compose.Engine.Errors;
using Compose.Engine.Gaps;
using Compose.Engine.Transport;
using Compose.Engine.Versions;
using Compose.Host;
using FluentAssertions;
using Xunit;

namespace Compose.Engine.Tests;

public sealed class VersionTests
{
    [Theory]
    [InlineData("1.41", "1.41")]
    [InlineData("1.47", "1.47")]
    [InlineData("1.99", "1.52")]
    public async Task The_newest_version_that_both_know_is_spoken(string engineSpeaks, string spoken)
    {
        await using var engine = Speaking(engineSpeaks);
        await using var client = engine.Client();

        (await client.VersionAsync()).ToString().Should().Be(spoken);
    }

    [Fact]
    public async Task An_engine_that_is_too_old_is_refused_with_both_versions()
    {
        await using var engine = Speaking("1.40");
        await using var client = engine.Client();

        var call = () => client.ListContainersAsync();

        var error = (await call.Should().ThrowAsync<EngineError>()).Which;
        error.Kind.Should().Be(EngineErrorKind.TooOld);
        error.Message.Should().Contain("1.40").And.Contain("1.41").And.Contain("20.10");
    }

    [Fact]
    public async Task A_version_that_is_asked_for_costs_no_question()
    {
        var heard = "";
        await using var engine = ScriptedEngine.Playing(async talk =>
        {
            heard = await talk.HearAsync() ?? "";
            await talk.SayAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]");
        });
        await using var client = EngineClient.FromEnvironment(
            new ProcessEnvironment(
                new Dictionary<string, string> { ["DOCKER_HOST"] = engine.Address.ToString(), ["DOCKER_API_VERSION"] = "1.43" }));

        await client.ListContainersAsync();

        heard.Should().StartWith("GET /v1.43/containers/json HTTP/1.1");
        engine.Connections.Should().Be(1);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("1.24")]
    [InlineData("2.0")]
    public void A_version_that_cannot_be_spoken_is_an_error_that_names_it(string asked)
    {
        var start = () => EngineClient.FromEnvironment(ProcessEnvironment.Empty.With(EnvironmentNames.ApiVersion, asked));

        start.Should().Throw<EngineError>().Which.Message.Should().Contain(asked).And.Contain("DOCKER_API_VERSION");
    }

    [Fact]
    public async Task A_call_that_the_engine_is_too_old_for_is_not_sent()
    {
        await using var engine = Speaking("1.41");
        var calls = new List<string>();
        await using var client = engine.Client(new EngineOptions { Observer = call => calls.Add(call.Path) });

        var stop = () => client.StopContainerAsync("x", signal: "SIGINT");

        (await stop.Should().ThrowAsync<EngineError>()).Which.Message.Should().Contain("23.0").And.Contain("1.41");
        calls.Should().Equal("/_ping");
    }

    [Fact]
    public async Task A_failed_greeting_is_tried_again()
    {
        var attempts = 0;
        await using var engine = ScriptedEngine.Playing(async talk =>
        {
            if (Interlocked.Increment(ref attempts) > 1)
            {
                await talk.HearAsync();
            }
        });
        await using var client = engine.Client();

        await client.Invoking(c => c.PingAsync().AsTask()).Should().ThrowAsync<EngineError>();
        (await client.VersionAsync()).Should().Be(new ApiVersion(1, 47));
    }

    private static ScriptedEngine Speaking(string version) => ScriptedEngine.Playing(async talk =>
    {
        await talk.HearRawAsync();
        await talk.SayAsync($"HTTP/1.1 200 OK\r\nApi-Version: {version}\r\nContent-Length: 2\r\n\r\nOK");
        await talk.HearAllAsync();
    });
}
