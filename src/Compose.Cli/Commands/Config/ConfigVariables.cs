using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using Compose.Cli.CommandLine;
using Compose.Cli.Hosting;
using Compose.Cli.Rendering.Diagnostics;
using Compose.Cli.Rendering.Tables;
using Compose.Cli.Terminals;
using Compose.Files.Interpolation;
using Compose.Files.Text;
using Compose.Files.Yaml;

namespace Compose.Cli.Commands.Config;

/// <summary>`config --variables`: what the files may be given, before anything is interpolated.</summary>
internal static class ConfigVariables
{
    public static int Print(YamlMapping? tree, string format, Terminal terminal, Reporter reporter)
    {
        var variables = new SortedDictionary<string, TemplateVariable>(StringComparer.Ordinal);
        if (tree is not null)
            Collect(tree, variables);
        switch (format)
        {
            case "" or "table" or "pretty":
                terminal.Print(Table(variables.Values));
                return ExitCodes.Success;
            case "json" or "yaml":
                terminal.Output.Write(Written(variables.Values, format));
                terminal.Output.Flush();
                return ExitCodes.Success;
            default:
                return reporter.Fail($"format value {GoSyntax.Quote(format)} could not be parsed: parsing failed");
        }
    }

    private static void Collect(YamlNode node, SortedDictionary<string, TemplateVariable> variables)
    {
        switch (node)
        {
            case YamlMapping mapping:
                foreach (var entry in mapping.Entries)
                    Collect(entry.Value, variables);
                break;
            case YamlSequence sequence:
                foreach (var item in sequence.Items)
                    Collect(item, variables);
                break;
            case YamlScalar { Kind: ScalarKind.String } scalar:
                foreach (var variable in Template.Variables(scalar.Text))
                    variables[variable.Name] = variables.TryGetValue(variable.Name, out var known) ? known.And(variable) : variable;
                break;
        }
    }

    private static string Table(IEnumerable<TemplateVariable> variables)
    {
        var table = new TablePrinter("NAME", "REQUIRED", "DEFAULT VALUE", "ALTERNATE VALUE") { LeastWidth = 20 };
        foreach (var variable in variables)
            table.Add(variable.Name, variable.IsRequired ? "true" : "false", variable.Default, variable.Alternate);
        return table.Render();
    }

    private static ReadOnlySpan<byte> Written(IEnumerable<TemplateVariable> variables, string format)
    {
        var isJson = format == "json";
        ImmutableArray<YamlEntry> entries =
        [
            .. variables.Select(variable => Entry(variable.Name, new YamlMapping(SourceSpan.None,
            [
                Entry(isJson ? "Name" : "name", Text(variable.Name)),
                Entry(isJson ? "DefaultValue" : "defaultvalue", Text(variable.Default)),
                Entry(isJson ? "PresenceValue" : "presencevalue", Text(variable.Alternate)),
                Entry(isJson ? "Required" : "required", YamlScalar.Boolean(SourceSpan.None, variable.IsRequired)),
            ]))),
        ];
        var text = new ArrayBufferWriter<byte>();
        if (isJson)
            JsonTreeWriter.WriteAnswer(new YamlMapping(SourceSpan.None, entries), text);
        else
            YamlWriter.Write(new YamlMapping(SourceSpan.None, entries), text);
        if (isJson)
            text.Write("\n\n"u8);

        // Docker Compose indents this answer by four blanks, other than the model.
        return isJson ? text.WrittenSpan
            : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text.WrittenSpan).Replace("\n  ", "\n    ", StringComparison.Ordinal));

        static YamlEntry Entry(string key, YamlNode value) => new(key, SourceSpan.None, value);
        static YamlNode Text(string value) => YamlScalar.String(SourceSpan.None, value);
    }
}
