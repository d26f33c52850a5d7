using Compose.Files.Diagnostics;
using Compose.Files.Text;

namespace Compose.Files.Merging;

/// <summary>NC041x to NC043x: files that cannot be read, included or extended.</summary>
internal static class LoadProblems
{
    public static Diagnostic NotAMapping(SourceSpan span) =>
        Diagnostic.Error(DiagnosticCode.FileNotAMapping, "top-level object must be a mapping", span, "not a mapping",
            "a compose file begins with keys such as `services:`");

    public static Diagnostic Empty(SourceSpan span) =>
        Diagnostic.Error(DiagnosticCode.FileEmpty, "empty compose file", span, "", "a compose file has at least `services:`");

    public static Diagnostic EnvFileIsDirectory(string path, SourceSpan span) =>
        Diagnostic.Error(DiagnosticCode.IncludeEnvFileIsDirectory, $"{path} is not a file", span, "a directory");

    public static Diagnostic MissingFile(string path, SourceSpan span) =>
        Diagnostic.Error(DiagnosticCode.IncludedFileMissing, $"stat {path}: no such file or directory", span, "no such file",
            DiskFile.HelpForMissing(path));

    public static Diagnostic Remote(string reference, string failure, SourceSpan span) =>
        Diagnostic.Error(DiagnosticCode.RemoteFile, $"cannot read {reference}: {failure}", span, "not available");

    public static Diagnostic IncludesNothing(SourceSpan span) =>
        Diagnostic.Warning(DiagnosticCode.IncludeWithoutPath, "include: an entry without a path includes nothing", span, "no path");

    public static Diagnostic IncludeCycle(IReadOnlyList<string> chain, SourceSpan span) =>
        Diagnostic.Error(DiagnosticCode.IncludeCycle,
            $"include cycle detected:\n{chain[0]}\n include {string.Join("\n include ", chain.Skip(1))}", span, "included again",
            "remove one of the includes");

    public static Diagnostic TooManyIncludes(int most, SourceSpan span) =>
        Diagnostic.Error(DiagnosticCode.TooManyIncludes,
            $"more than {most.ToString("N0", System.Globalization.CultureInfo.InvariantCulture)} files are included, counting each as often as it is included", span, "included here", "include each file once, in one place");

    public static Diagnostic IncludeConflict(string section, string name, SourceSpan here, SourceSpan there) =>
        Diagnostic.Error(DiagnosticCode.IncludeConflict, $"{section}.{name} conflicts with imported resource", here,
            "declared here") with
        { Related = [new Label(there, "and in the included file")] };

    public static Diagnostic IncludeNotAList(SourceSpan span, string type) =>
        Diagnostic.Error(DiagnosticCode.IncludeNotAList, $"`include` must be a list, got {type}", span, "not a list",
            "write `- ` before every file");

    public static Diagnostic UnknownBase(string service, string file, string wanted, string? baseFile, SourceSpan span, string? nearest) =>
        Diagnostic.Error(DiagnosticCode.ExtendedServiceMissing,
            $"cannot extend service \"{service}\" in {file}: service \"{wanted}\" not found{(baseFile is null ? "" : " in " + baseFile)}",
            span, "no service of this name",
            nearest is null ? null : $"did you mean \"{nearest}\"?", AttributePath.Of("services", service, "extends")) with
        { Suggestion = Suggestion.Of(wanted, nearest) };

    public static Diagnostic NoServices(string service, string file, SourceSpan span) =>
        Diagnostic.Error(DiagnosticCode.ExtendedFileWithoutServices, $"cannot extend service \"{service}\" in {file}: no services section",
            span, "a file without services", path: AttributePath.Of("services", service, "extends"));

    public static Diagnostic ExtendsWithoutName(string service, SourceSpan span) =>
        Diagnostic.Error(DiagnosticCode.ExtendsWithoutService, $"extends.{service}.service is required", span, "which service?",
            path: AttributePath.Of("services", service, "extends"));

    public static Diagnostic ExtendsCycle(IReadOnlyList<ExtendsLink> chain, SourceSpan span) =>
        Diagnostic.Error(DiagnosticCode.ExtendsCycle,
            $"Circular reference:\n  {string.Join("\n  extends ", chain.Select(link => $"{link.Service} in {link.Set.Path}"))}", span,
            "extended again", "remove one of the `extends`");

    public static Diagnostic BaseNotAMapping(string service, string file, SourceSpan span) =>
        Diagnostic.Error(DiagnosticCode.ExtendedServiceNotAMapping,
            $"cannot extend service \"{service}\" in {file}: services must be a mapping", span, "not a mapping",
            path: AttributePath.Of("services", service, "extends"));

    public static Diagnostic ExtendsTooDeep(int most, SourceSpan span) =>
        Diagnostic.Error(DiagnosticCode.ExtendsChainTooLong, $"a chain of more than {most} services that extend each other", span,
            "too long a chain");
}
