using System.Globalization;
using System.Text;
using Compose.Planning.Pictures;

namespace Compose.Cli.Commands.Ci;

/// <summary>
/// JUnit XML as GitLab, Jenkins and GitHub's reporters read it. As text, because the framework's writer would be half a megabyte of the
/// program.
/// </summary>
internal static class JUnitReport
{
    public static string Of(string suite, IReadOnlyList<ServiceCase> cases, TimeSpan elapsed)
    {
        var (failures, skipped) = (cases.Count(item => item.Failure is not null), cases.Count(item => item.IsSkipped));
        var text = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<testsuites>\n");
        text.Append(
            CultureInfo.InvariantCulture,
            $"  <testsuite name=\"{XmlText.Escaped(suite)}\" tests=\"{cases.Count}\" failures=\"{failures}\" errors=\"0\"")
            .Append(CultureInfo.InvariantCulture, $" skipped=\"{skipped}\" time=\"{elapsed.TotalSeconds:0.000}\">\n");
        foreach (var item in cases)
            Add(text, suite, item);
        return text.Append("  </testsuite>\n</testsuites>\n").ToString();
    }

    private static void Add(StringBuilder text, string suite, ServiceCase item)
    {
        text.Append($"    <testcase classname=\"{XmlText.Escaped(suite)}\" name=\"{XmlText.Escaped(item.Service)}\"");
        if (item.Time is { } time)
            text.Append(CultureInfo.InvariantCulture, $" time=\"{time.TotalSeconds:0.000}\"");
        text.Append(">\n");
        if (item.Failure is { } failure)
            text.Append($"      <failure message=\"{XmlText.Escaped(failure)}\">{XmlText.Escaped(item.Details)}</failure>\n");
        else if (item.IsSkipped)
            text.Append("      <skipped />\n");
        text.Append($"      <system-out>{XmlText.Escaped(item.State)}</system-out>\n    </testcase>\n");
    }
}
