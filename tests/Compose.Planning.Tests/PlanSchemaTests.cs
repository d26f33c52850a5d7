using System.Text.Json;
using Compose.Testing;
using FluentAssertions;
using Xunit;

namespace Compose.Planning.Tests;

/// <summary>schemas/plan.schema.json against every plan of the specs: nothing is printed that it does not know, and nothing that it demands is missing.</summary>
public sealed class PlanSchemaTests
{
    private static readonly JsonElement Schema = JsonDocument.Parse(File.ReadAllText(RepositoryRoot.Combine("schemas", "plan.schema.json"))).RootElement;

    [Fact]
    public void Every_plan_is_as_published()
    {
        var problems = new List<string>();
        foreach (var row in PlanSpecTests.Folder.Theory())
        {
            var scenario = new PlanScenario(PlanSpecTests.Folder.Case((string)row[0], (string)row[1]));
            using var plan = JsonDocument.Parse(PlanJson.Of(scenario.Plan(), scenario.Sources, "demo"));
            Check(Schema, plan.RootElement, $"{row[0]}/{row[1]}", problems);
        }

        problems.Should().BeEmpty();
    }

    [Fact]
    public void Every_reason_and_every_operation_is_in_the_schema()
    {
        var operations = Enum("step", "operation");
        var reasons = Enum("reason", "code");
        typeof(Operation).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(Operation))).Select(type => type.Name).Should().BeEquivalentTo(operations);
        System.Enum.GetValues<ReasonCode>().Select(code => code.Text()).Should().BeEquivalentTo(reasons);
    }

    private static IEnumerable<string?> Enum(string definition, string property) =>
        Schema.GetProperty("$defs").GetProperty(definition).GetProperty("properties").GetProperty(property).GetProperty("enum").EnumerateArray().Select(item => item.GetString());

    private static void Check(JsonElement schema, JsonElement value, string at, List<string> problems)
    {
        if (schema.TryGetProperty("$ref", out var reference))
            schema = Schema.GetProperty("$defs").GetProperty(reference.GetString()!["#/$defs/".Length..]);
        if (schema.TryGetProperty("enum", out var words) && !words.EnumerateArray().Any(word => word.GetString() == value.GetString()))
            problems.Add($"{at}: {value} is not among the words");
        if (schema.TryGetProperty("type", out var type) && type.GetString() != Kind(value))
            problems.Add($"{at}: {value.ValueKind} instead of {type}");
        if (schema.TryGetProperty("required", out var required))
            problems.AddRange(required.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _)).Select(name => $"{at}: no {name}"));
        if (value.ValueKind == JsonValueKind.Object)
            foreach (var property in value.EnumerateObject())
                if (schema.GetProperty("properties").TryGetProperty(property.Name, out var inner))
                    Check(inner, property.Value, $"{at}.{property.Name}", problems);
                else
                    problems.Add($"{at}: {property.Name} is not published");
        if (value.ValueKind == JsonValueKind.Array)
            foreach (var item in value.EnumerateArray())
                Check(schema.GetProperty("items"), item, at + "[]", problems);
    }

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "integer",
        _ => "boolean",
    };
}
