using System.Text.Json;
using Compose.Files.Schema;
using FluentAssertions;
using Xunit;

namespace Compose.Files.Tests.Schema;

public sealed class TableTests
{
    [Fact]
    public void Every_row_has_a_sentence_and_every_name_stands_once()
    {
        foreach (var (path, schema) in All(ProjectSchema.Project, ""))
        {
            schema.Fields.Select(field => field.Name).Should().OnlyHaveUniqueItems(path);
            foreach (var field in schema.Fields)
                field.Description.Should().MatchRegex(@"^[A-Z`a-z].*\.$", path + field.Name);
        }
    }

    [Fact]
    public void The_schema_is_valid_JSON_and_all_its_references_are_defined()
    {
        using var schema = JsonDocument.Parse(JsonSchemaWriter.Write());
        var defined = schema.RootElement.GetProperty("$defs").EnumerateObject().Select(definition => "#/$defs/" + definition.Name)
            .ToHashSet();

        References(schema.RootElement).Should().NotBeEmpty().And.OnlyContain(reference => defined.Contains(reference));
        schema.RootElement.GetProperty("$defs").GetProperty("service").GetProperty("properties").EnumerateObject().Count().Should()
            .BeGreaterThan(85);
    }

    [Fact]
    public void The_table_for_the_documentation_has_every_attribute_of_a_service()
    {
        var table = AttributeTable.Write();

        foreach (var field in ProjectSchema.Services.Entries!.Fields)
            table.Should().Contain($"| `{field.Name}` |");
        table.Should().Contain("| `healthcheck.interval` |").And.Contain("| `ports[].target` |").And.Contain("| `networks.*.aliases` |");
    }

    [Fact]
    public void Schema_in_the_repository_is_what_the_table_says()
    {
        var path = Path.Combine(Root(), "schemas", "compose.schema.json");
        if (System.Environment.GetEnvironmentVariable("NCOMPOSE_ACCEPT") == "1")
            File.WriteAllText(path, JsonSchemaWriter.Write());

        File.ReadAllText(path).Should().Be(JsonSchemaWriter.Write());
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Compose.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object =>
            element.EnumerateObject().SelectMany(member => member.Name == "$ref" ? [member.Value.GetString()!] : References(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };

    private static IEnumerable<(string Path, ValueSchema Schema)> All(ValueSchema schema, string path)
    {
        yield return (path, schema);
        foreach (var field in schema.Fields)
            foreach (var inner in All(field.Schema, $"{path}{field.Name}."))
                yield return inner;
        foreach (var other in new[] { schema.Entries, schema.Items })
            if (other is not null)
                foreach (var inner in All(other, path + "*."))
                    yield return inner;
    }
}
