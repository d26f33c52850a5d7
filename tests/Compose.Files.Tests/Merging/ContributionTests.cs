using FluentAssertions;
using Xunit;

namespace Compose.Files.Tests.Merging;

public sealed class ContributionTests
{
    [Fact]
    public void Every_file_that_said_something_about_a_path_is_told_in_order()
    {
        using var folder = new Folder { Trace = true }
            .With("compose.yaml",
                "services:\n  web:\n    extends: base\n    image: x\n    environment:\n      LOG: ${LEVEL:-info}\n    ports: ['80:80']\n  base:\n    image: y\n    environment: [LOG=warn, OTHER=1]\n")
            .With("over.yaml", "services:\n  web:\n    environment: ['LOG=${SHELL_LOG}']\n    ports:\n      - 81:81\n");
        folder.Variables["SHELL_LOG"] = "debug";

        var result = folder.Load("compose.yaml", "over.yaml");

        Folder.Explain(result, "services.web.environment.LOG").Should().Equal(
            "compose.yaml:10:19 first, extended",
            "compose.yaml:6:12 replaces, LEVEL from default",
            "over.yaml:3:19 replaces, SHELL_LOG from shell, wins");
        Folder.Explain(result, "services.web.image").Should()
            .Equal("compose.yaml:9:12 first, extended", "compose.yaml:4:12 replaces, wins");
        Folder.Explain(result, "services.web.ports.0.target").Should().Contain(
            line => line.StartsWith("compose.yaml:7:13", StringComparison.Ordinal) && line.EndsWith("wins", StringComparison.Ordinal));
        Folder.Explain(result, "services.web.nothing").Should().BeEmpty();
    }

    [Fact]
    public void Values_removed_by_a_tag_are_listed()
    {
        using var folder = new Folder { Trace = true }
            .With("compose.yaml", "services: {web: {image: x, hostname: h}}\n")
            .With("over.yaml", "services: {web: {hostname: !reset null}}\n");

        var lines = Folder.Explain(folder.Load("compose.yaml", "over.yaml"), "services.web.hostname").ToList();

        lines[0].Should().StartWith("compose.yaml:1:38 first");
        lines[1].Should().Contain("removes");
    }
}
