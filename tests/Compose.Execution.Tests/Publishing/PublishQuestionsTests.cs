using System.Collections.Immutable;
using Compose.Execution.Publishing;
using Compose.Files;
using Compose.Files.Environment;
using FluentAssertions;
using Xunit;

namespace Compose.Execution.Tests.Publishing;

public sealed class PublishQuestionsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ncompose-publish-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("configs", "level=info\npassword=hunter2hunter2\n", 2)]
    [InlineData("configs", "aws_key: AKIAIOSFODNN7EXAMPLE\n", 1)]
    [InlineData("configs", "a\nb\n{ \"api_key\": \"0123456789abcdef\" }\n", 3)]
    [InlineData("secrets", "ghp_0123456789abcdefghijABCDEFGHIJ012345\n", 1)]
    public void The_place_of_a_secret_in_the_file_of_a_config_or_secret_is_asked_about(string kind, string content, int line)
    {
        var question = Questions(kind, content).Should().ContainSingle().Which;
        question.Should()
            .Contain($"{Path.Combine(_folder, "content")}:{line}\n").And.EndWith("Are you ok to publish these sensitive data?");
        content.Split('\n').Where(text => text.Length > 8).Should().AllSatisfy(text => question.Should().NotContain(text));
    }

    [Theory]
    [InlineData("level=info\n")]
    [InlineData("password=$PASSWORD\nuser=me\n")]
    [InlineData(null)]
    public void A_file_without_a_secret_is_no_question(string? content) => Questions("configs", content).Should().BeEmpty();

    private ImmutableArray<string> Questions(string kind, string? content)
    {
        if (content is not null)
            File.WriteAllText(Path.Combine(_folder, "content"), content);
        var file = Path.Combine(_folder, "compose.yaml");
        File.WriteAllText(file, $"name: p\nservices: {{a: {{image: i, {kind}: [c]}}}}\n{kind}: {{c: {{file: ./content}}}}\n");
        var loaded = ComposeLoader.Load(new LoadRequest
        {
            Files = [new ComposeFile("compose.yaml", file)],
            Directory = _folder,
            Environment = ComposeEnvironment.From([], "test"),
        });
        return new PublishQuestions(loaded.Project!, [], withVariables: false).All;
    }
}
