using FluentAssertions;
using Xunit;

namespace Compose.Lsp.Tests;

public sealed class CompletionTests(CompletionTests.Session session) : IClassFixture<CompletionTests.Session>
{
    private const string Names =
        "\nnetworks: {front: {}, back: {}}\nvolumes: {data: {}, logs: {}}\nsecrets: {token: {file: t}}\nconfigs: {site: {file: s}}\n";

    [Theory]
    [InlineData("services:\n  web:\n    depends_on: [|]\n  db: {image: a}", "db")]
    [InlineData("services:\n  web:\n    depends_on: [db, |]\n  db: {image: a}\n  cache: {image: a}", "cache")]
    [InlineData("services:\n  web:\n    depends_on:\n      - |\n  db: {image: a}", "db")]
    [InlineData("services:\n  web:\n    depends_on:\n      |\n  db: {image: a}", "db", "db")]
    [InlineData("services:\n  web:\n    depends_on:\n      db: {condition: |}\n  db: {image: a}", "service_started", "service_healthy",
        "service_completed_successfully")]
    [InlineData("services:\n  web:\n    image: a\n  db:\n    image: a\n    depends_on: [web]\n  x:\n    depends_on: [d|]", "db", "web")]
    [InlineData("services:\n  web:\n    image: a\n    depends_on: [|]\n  db:\n    image: a\n    depends_on: [web]")]
    [InlineData("services:\n  web:\n    network_mode: |\n  db: {image: a}", "bridge", "host", "none", "service:db")]
    [InlineData("services:\n  web:\n    links: [\"|\"]\n  db: {image: a}", "db")]
    [InlineData("services:\n  web:\n    volumes_from:\n    - |\n  db: {image: a}", "db")]
    [InlineData("services:\n  web:\n    extends:\n      service: |\n  db: {image: a}", "db")]
    [InlineData("services:\n  web:\n    networks: [b|]", "back", "front")]
    [InlineData("services:\n  web:\n    networks:\n      front:\n      |", "back")]
    [InlineData("services:\n  web:\n    volumes:\n      - |", "data:", "logs:", "type", "source", "target", "read_only", "consistency",
        "bind", "volume", "tmpfs", "image")]
    [InlineData("services:\n  web:\n    volumes:\n      - type: volume\n        source: |", "data", "logs")]
    [InlineData("services:\n  web:\n    secrets: [|]", "token")]
    [InlineData("services:\n  web:\n    configs:\n    - |", "site", "source", "target", "uid", "gid", "mode")]
    [InlineData("services:\n  web:\n    profiles: [|]\n  db:\n    image: a\n    profiles: [debug]", "debug")]
    [InlineData("services:\n  web:\n    privileged: |", "true", "false")]
    [InlineData("services:\n  web:\n    restart: |", "no", "always", "on-failure", "unless-stopped")]
    [InlineData("services:\n  web:\n    healthcheck: {test: x, |}", "timeout", "interval", "retries", "start_period", "start_interval",
        "disable")]
    [InlineData("services:\n  web:\n    healthcheck:\n      test: x\n      timeout: 1s\n      retries: 1\n      |\n      disable: true",
        "interval", "start_period", "start_interval")]
    [InlineData("services:\n  web:\n    image: a # |")]
    [InlineData("services:\n  web:\n    image: a\n    command: |\n      echo\n")]
    [InlineData("services:\n  |\n  web: {image: a}")]
    [InlineData("x-own:\n  |")]
    public async Task It_offers_what_fits_at_a_place(string text, params string[] expected)
    {
        await session.Workspace.Client.ReplaceAsync(
            session.Workspace.Path("compose.yaml"), text.Replace("|", "", StringComparison.Ordinal) + Names);
        await session.Workspace.Client.DiagnosticsOfAsync(session.Workspace.Path("compose.yaml"));
        (await session.Workspace.CompletionsAsync(text + Names)).Should().BeEquivalentTo(expected);
    }

    [Fact]
    public async Task Inside_of_a_block_text_there_is_nothing_to_offer() =>
        (await session.Workspace.CompletionsAsync("services:\n  web:\n    image: a\n    command: >\n      if a:\n        |b\n"))
            .Should().BeEmpty();

    [Fact]
    public async Task Variables_of_the_env_file_come_first()
    {
        var offered = await session.Workspace.CompletionsAsync("services:\n  web:\n    image: nginx:${T|\n    hostname: ${OTHER}\n");
        offered.Should().StartWith("TAG").And.Contain("PATH");
        (await session.Workspace.CompletionsAsync("services:\n  web:\n    image: nginx:$${T|\n")).Should().BeEmpty();
    }

    [Fact]
    public async Task Names_are_still_offered_while_the_syntax_is_broken()
    {
        const string text = "services:\n  web:\n    image: a\n    depends_on: []\n  db: {image: a}\n";
        await session.Workspace.Client.ReplaceAsync(session.Workspace.Path("compose.yaml"), text);
        await session.Workspace.Client.DiagnosticsOfAsync(session.Workspace.Path("compose.yaml"));
        (await session.Workspace.CompletionsAsync(text.Replace("[]", "[|", StringComparison.Ordinal))).Should().Equal("db");
    }

    public sealed class Session : IAsyncLifetime
    {
        internal Workspace Workspace { get; private set; } = null!;

        public async Task InitializeAsync() =>
            Workspace = await Workspace.OpenAsync(("compose.yaml", "services: {}\n"), (".env", "TAG=1\n"));

        public Task DisposeAsync() => Workspace.DisposeAsync().AsTask();
    }
}
