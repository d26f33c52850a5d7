using System.Text.Json.Nodes;
using System.Xml.Linq;
using Compose.Testing.Processes;
using Compose.Testing.Scenarios;

namespace Compose.EndToEnd.Tests;

/// <summary>What a run of a pipeline leaves for people: the report, the summary and the artifacts.</summary>
internal static class CiFiles
{
    public const string Folder = "out/failed";
    public const string SummaryFile = "summary.md";
    private const string ReportFile = "out/report.xml";

    private static readonly string[] Names = ["config.yaml", "events.json", "logs.txt", "plan.txt", "ps.json", "ps.txt"];

    public static string[] Flags => ["--ci", "--junit", ReportFile, "--artifacts", Folder];

    public static string Summary(Scenario scenario) => File.ReadAllText(Path.Combine(scenario.Folder, SummaryFile));

    public static XElement Suite(Scenario scenario) =>
        XDocument.Load(Path.Combine(scenario.Folder, ReportFile)).Root!.Element("testsuite")!;

    /// <summary>`db failure, other system-out`: the cases with what each holds first.</summary>
    public static string Report(Scenario scenario) => string.Join(", ", Suite(scenario).Elements("testcase")
        .Select(item => $"{item.Attribute("name")!.Value} {item.Elements().First().Name}"));

    /// <summary>The report as junitparser reads it, a library of Python: a line for each suite and case.</summary>
    public static async Task<string[]> ReadByJunitparserAsync(Scenario scenario)
    {
        _ = RequiredProgram.Installed("junitparser");
        var run = await ProcessRun.RunAsync("/usr/bin/python3", ["-c", """
            import sys
            from junitparser import JUnitXml
            for suite in JUnitXml.fromfile(sys.argv[1]):
                print(suite.tests, suite.failures, suite.errors, suite.skipped)
                for case in suite:
                    print(case.name, *[type(result).__name__ for result in case.result] or ["Passed"])
            """, ReportFile], scenario.Folder, scenario.Environment);
        return [run.Error, .. run.Output.TrimEnd('\n').Split('\n')];
    }

    /// <summary>What is wrong with the artifacts: each file is there and is the output of its command, not the command's error.</summary>
    public static IReadOnlyList<string> Artifacts(Scenario scenario)
    {
        var folder = Path.Combine(scenario.Folder, Folder);
        if (!Directory.Exists(folder))
            return ["there is no folder"];
        var files = Directory.GetFiles(folder).ToDictionary(file => Path.GetFileName(file), file => File.ReadAllText(file));
        var wrong = Names.Except(files.Keys).Concat(files.Keys.Except(Names)).ToList();
        if (wrong.Count > 0)
            return wrong;
        Expect("config.yaml", text => text.StartsWith("name: ", StringComparison.Ordinal)
            && text.Contains("services:\n", StringComparison.Ordinal));
        Expect("plan.txt", text => text.Length > 0 && !text.Contains("error", StringComparison.OrdinalIgnoreCase));
        Expect("ps.txt", text => text.StartsWith("NAME ", StringComparison.Ordinal));
        Expect("logs.txt", text => !text.Contains("error:", StringComparison.Ordinal));
        foreach (var name in (string[])["ps.json", "events.json"])
            Expect(name, text => text.Split('\n', StringSplitOptions.RemoveEmptyEntries).All(IsJson));
        return wrong;

        void Expect(string name, Func<string, bool> isRight)
        {
            if (!isRight(files[name]))
                wrong.Add($"{name}: {files[name]}");
        }
    }

    private static bool IsJson(string line)
    {
        try
        {
            return JsonNode.Parse(line) is not null;
        }
        catch (System.Text.Json.JsonException)
        {
            // The text of an error stands where JSON is expected.
            return false;
        }
    }
}
