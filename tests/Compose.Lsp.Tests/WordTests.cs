using Compose.Files;
using Compose.Files.Diagnostics;
using Compose.Files.Environment;
using Compose.Files.Schema;
using FluentAssertions;
using Xunit;

namespace Compose.Lsp.Tests;

/// <summary>The words that the attribute table offers for values are legal.</summary>
public sealed class WordTests
{
    private static readonly HashSet<DiagnosticCode> Refusals =
    [
        DiagnosticCode.InvalidWord, DiagnosticCode.InvalidRestartPolicy, DiagnosticCode.PatternMismatch, DiagnosticCode.InvalidChoice,
        DiagnosticCode.WrongType, DiagnosticCode.UnknownEnvFileFormat, DiagnosticCode.InvalidProtocol, DiagnosticCode.UnknownAttribute,
    ];

    [Fact]
    public void Words_of_the_table_are_accepted()
    {
        var services = Visit(ProjectSchema.Services.Entries!, "").ToList();
        services.Should().HaveCountGreaterThan(30);
        foreach (var service in services)
            Load($"services: {{a: {{image: b, {service}}}}}").Should().BeEmpty("of " + service);
    }

    /// <summary>Every attribute with words, as a service would have it in braces.</summary>
    private static IEnumerable<string> Visit(ValueSchema schema, string within)
    {
        foreach (var field in schema.Fields.Where(field => field.Name is not ("pre_start" or "build")))
        {
            foreach (var word in field.Schema.Words)
                yield return $"{field.Name}: \"{word}\"";
            foreach (var inner in Visit(field.Schema, field.Name))
                yield return $"{field.Name}: {{{inner}}}";
            if (field.Schema.Items is { } items && field.Name != within)
                foreach (var inner in Visit(items, field.Name))
                    yield return $"{field.Name}: [{{{inner}}}]";
        }
    }

    private static IEnumerable<string> Load(string text) => ComposeLoader.Load(new LoadRequest
    {
        Files = [new ComposeFile("compose.yaml", "/project/compose.yaml", System.Text.Encoding.UTF8.GetBytes(text))],
        Directory = "/project",
        Environment = ComposeEnvironment.Empty,
        ResolveEnvironment = false,
    }).Diagnostics.Where(problem => Refusals.Contains(problem.Code)).Select(problem => problem.Summary);
}
