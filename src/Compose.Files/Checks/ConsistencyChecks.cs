using Compose.Files.Diagnostics;
using Compose.Files.Normalizing;
using Compose.Files.Selection;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Files.Checks;

/// <summary>What must hold across attributes and sections of a decoded tree: of the services that are on, and of every secret.</summary>
public static class ConsistencyChecks
{
    public static void Check(SelectedTree selected, DiagnosticBag diagnostics) => Check(selected, selected.Services, diagnostics);

    /// <summary>
    /// <paramref name="enabled"/> are the services before the selection: what is not selected can still be built for one that is.
    /// </summary>
    public static void Check(SelectedTree selected, YamlMapping enabled, DiagnosticBag diagnostics, bool withoutDependencies = false)
    {
        var references = new References(selected, enabled, diagnostics, withoutDependencies);
        foreach (var entry in selected.Services.Entries)
            if (entry.Value is YamlMapping service)
                new ServiceChecks(entry, service, references, diagnostics).Check();
        CheckSecrets(selected.Tree, diagnostics);
        WatchExtras.CheckProject(selected.Tree, diagnostics);
        TargetExtra.Check(selected.Tree, diagnostics);
        NodesExtra.Check(selected.Tree, diagnostics);
        LintExtra.Check(selected.Tree, diagnostics);
        AdoptedExtra.Check(selected.Tree, diagnostics);
        JobChecks.Check(selected, diagnostics);
        DependencyCycles.Check(selected.Services, diagnostics);
    }

    /// <summary>A secret has to come from somewhere; how a driver gets it is the driver's matter.</summary>
    private static void CheckSecrets(YamlMapping tree, DiagnosticBag diagnostics)
    {
        var reported = diagnostics.Where(found => found.Code == DiagnosticCode.SourceMissing)
            .Select(found => found.Primary?.Span).ToHashSet();
        foreach (var entry in tree.Entries("secrets"))
            if (entry.Value is YamlMapping secret && !secret.IsTrue("external") && !secret.Contains("file")
                && !secret.Contains("environment") && !secret.Contains("driver")
                && !reported.Contains(entry.KeySpan))
                diagnostics.Add(Diagnostic.Error(DiagnosticCode.SecretWithoutSource,
                    $"secret \"{entry.Key}\" must declare either `file` or `environment`: invalid compose project",
                    entry.KeySpan, "neither file nor environment", "add file or environment", AttributePath.Of("secrets", entry.Key)));
    }

    /// <summary>Two containers cannot have one name. Checked by commands that print or create, after the selection.</summary>
    public static void CheckContainerNames(YamlMapping tree, DiagnosticBag diagnostics)
    {
        var owners = new Dictionary<string, (string Service, SourceSpan Span)>(StringComparer.Ordinal);
        foreach (var entry in tree.Entries("services"))
        {
            if (entry.Value is not YamlMapping service || service["container_name"] is not YamlScalar { Text.Length: > 0 } name)
                continue;
            if (owners.TryAdd(name.Text, (entry.Key, name.Span)))
                continue;
            var (owner, span) = owners[name.Text];
            diagnostics.Add(Diagnostic.Error(DiagnosticCode.DuplicateContainerName,
                $"services.{entry.Key}: container name \"{name.Text}\" is already in use by service \"{owner}\"",
                name.Span, "used twice", path: AttributePath.Of("services", entry.Key, "container_name")) with
            { Related = [new Label(span, "first used here")] });
        }
    }
}
