using System.Text.Json;
using Compose.Testing;
using FluentAssertions;
using Xunit;

namespace Compose.Architecture.Tests;

public sealed class SchemaTests
{
    [Fact]
    public void Each_schema_has_an_identifier_of_its_own()
    {
        foreach (var file in Directory.GetFiles(RepositoryRoot.Combine("schemas"), "*.schema.json"))
            JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("$id").GetString().Should()
                .Be("urn:ncompose:" + Path.GetFileName(file));
    }
}
