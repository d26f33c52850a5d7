using FluentAssertions;
using Xunit;

namespace Compose.Architecture.Tests;

/// <summary>Rooms: a folder is a namespace, and of two namespaces at most one refers to the other.</summary>
public sealed class NamespaceTests
{
    [Fact]
    public void A_namespace_is_its_folder() =>
        SourceFile.OfTheProduct
            .Where(file => file.Namespace is { } name && name != file.ExpectedNamespace)
            .Select(file => $"{file.Path}: {file.Namespace} instead of {file.ExpectedNamespace}")
            .Should().BeEmpty();

    [Fact]
    public void Two_namespaces_never_refer_to_each_other() =>
        Pairs(SourceFile.OfTheProduct).Should().BeEmpty();

    [Fact]
    public void A_pair_is_found()
    {
        SourceFile[] files =
        [
            new("A.cs", "P", "A", ["using P.B;", "", "namespace P.A;"]),
            new("B.cs", "P", "B", ["using System;", "using P.A;", "", "namespace P.B;"]),
            new("C.cs", "P", "C", ["using P.A;", "", "namespace P.C;"]),
        ];
        Pairs(files).Should().Equal("P.A and P.B (A.cs, B.cs)");
    }

    [Fact]
    public void No_file_is_longer_than_300_lines() =>
        SourceFile.OfTheProduct.Where(file => file.Lines.Count > 300).Select(file => $"{file.Path}: {file.Lines.Count}").Should().BeEmpty();

    private static IEnumerable<string> Pairs(IEnumerable<SourceFile> files)
    {
        var references = files
            .Where(file => file.Namespace is not null)
            .SelectMany(file => file.Usings.Distinct().Select(used => (From: file.Namespace!, To: used, file.Path)))
            .ToLookup(reference => (reference.From, reference.To), reference => reference.Path);
        return references
            .Where(reference => string.CompareOrdinal(reference.Key.From, reference.Key.To) < 0
                && references.Contains((reference.Key.To, reference.Key.From)))
            .Select(reference =>
                $"{reference.Key.From} and {reference.Key.To} ({reference.First()}, {references[(reference.Key.To, reference.Key.From)].First()})");
    }
}
