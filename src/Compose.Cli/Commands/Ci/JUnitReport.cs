using System.Globalization;
using System.Text;
using System.Xml;

namespace Compose.Cli.Commands.Ci;

/// <summary>JUnit XML as GitLab, Jenkins and GitHub's reporters read it.</summary>
internal static class JUnitReport
{
    public static string Of(string suite, IReadOnlyList<ServiceCase> cases, TimeSpan elapsed)
    {
        var text = new StringBuilder();
        var time = elapsed.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
        var settings = new XmlWriterSettings { Indent = true, NewLineChars = "\n" };
        using (var writer = XmlWriter.Create(new Utf8Text(text), settings))
        {
            writer.WriteStartElement("testsuites");
            writer.WriteStartElement("testsuite");
            writer.WriteAttributeString("name", Clean(suite));
            writer.WriteAttributeString("tests", Number(cases.Count));
            writer.WriteAttributeString("failures", Number(cases.Count(item => item.Failure is not null)));
            writer.WriteAttributeString("errors", "0");
            writer.WriteAttributeString("skipped", Number(cases.Count(item => item.IsSkipped)));
            writer.WriteAttributeString("time", time);
            foreach (var item in cases)
                Write(writer, suite, item);
            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        return text.Append('\n').ToString();
    }

    private static void Write(XmlWriter writer, string suite, ServiceCase item)
    {
        writer.WriteStartElement("testcase");
        writer.WriteAttributeString("classname", Clean(suite));
        writer.WriteAttributeString("name", Clean(item.Service));
        if (item.Failure is { } failure)
        {
            writer.WriteStartElement("failure");
            writer.WriteAttributeString("message", Clean(failure));
            writer.WriteString(Clean(item.Details));
            writer.WriteEndElement();
        }
        else if (item.IsSkipped)
        {
            writer.WriteStartElement("skipped");
            writer.WriteEndElement();
        }

        writer.WriteElementString("system-out", Clean(item.State));
        writer.WriteEndElement();
    }

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);

    /// <summary>Logs contain escape sequences, which XML cannot hold.</summary>
    private static string Clean(string text) => string.Concat(text.Select(c => XmlConvert.IsXmlChar(c) ? c : '\uFFFD'));

    private sealed class Utf8Text(StringBuilder text) : StringWriter(text, CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => Encoding.UTF8;
    }
}
