using System.Text.Json.Nodes;
using Compose.Cli.Commands.Inspecting;
using Compose.Cli.Rendering.Templates;
using Compose.Planning.Secrets;
using FluentAssertions;
using Xunit;

namespace Compose.Cli.Tests;

/// <summary>What `inspect` prints of the engine's documents.</summary>
public sealed class InspectMaskTests
{
    private static JsonObject Document(string json) => (JsonObject)JsonNode.Parse(json)!;

    private static string Masked(string json, params string[] secrets) =>
        new InspectMask(new Redaction(secrets)).Apply(Document(json)).ToJsonString();

    [Theory]
    [InlineData("""{"Config":{"Env":["DB_PASSWORD=hunter2","A=b"]}}""", """{"Config":{"Env":["DB_PASSWORD=(hidden)","A=b"]}}""")]
    [InlineData("""{"Config":{"Labels":{"app.api_key":"k3y","a":"b"}}}""", """{"Config":{"Labels":{"app.api_key":"(hidden)","a":"b"}}}""")]
    [InlineData("""{"Args":["--password","hunter2","x y"]}""", """{"Args":["--password","(hidden)","x y"]}""")]
    [InlineData("""{"Options":{"device":"//h/x","password":"p"}}""", """{"Options":{"device":"//h/x","password":"(hidden)"}}""")]
    [InlineData("""{"A":"a word-of-the-project b","N":1,"Z":null,"L":[true,""]}""",
        """{"A":"a (hidden) b","N":1,"Z":null,"L":[true,""]}""")]
    public void Hides_secrets_and_leaves_the_rest(string document, string masked) =>
        JsonNode.DeepEquals(JsonNode.Parse(Masked(document, "word-of-the-project")), JsonNode.Parse(masked)).Should()
            .BeTrue(Masked(document, "word-of-the-project"));

    [Theory]
    [InlineData("{{.State.Status}} {{.N}}", "running 3\n")]
    [InlineData("{{json .State}}", "{\"Status\":\"running\",\"Health\":null}\n")]
    [InlineData("{{if .State.Health}}y{{else}}n{{end}}", "n\n")]
    [InlineData("{{range .Mounts}}{{.Type}},{{end}}", "bind,volume,\n")]
    [InlineData("{{index .Labels \"a.b\"}}", "c\n")]
    public void A_template_sees_the_names_of_the_document(string template, string printed)
    {
        var document = Document(
            """{"State":{"Status":"running","Health":null},"N":3,"Mounts":[{"Type":"bind"},{"Type":"volume"}],"Labels":{"a.b":"c"}}""");
        var (parsed, problem) = OutputTemplate.Parse(template, "");
        problem.Should().BeNull();
        parsed!.Render([JsonTemplateValue.Of(document)], new Dictionary<string, string>()).Should().Be((printed, (string?)null));
    }
}
