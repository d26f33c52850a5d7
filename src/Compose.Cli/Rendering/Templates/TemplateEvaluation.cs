using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Compose.Files.Values;

namespace Compose.Cli.Rendering.Templates;

/// <summary>One run of a template over one value.</summary>
internal sealed class TemplateEvaluation(TemplateValue root, bool isHeader = false)
{
    private readonly StringBuilder _output = new();
    private readonly List<(string Name, TemplateValue Value)> _variables = [("", root)];

    public string Run(ImmutableArray<TemplateNode> nodes)
    {
        Execute(nodes, root);
        return _output.ToString();
    }

    private void Execute(ImmutableArray<TemplateNode> nodes, TemplateValue dot)
    {
        var scope = _variables.Count;
        foreach (var node in nodes)
            Execute(node, dot);
        _variables.RemoveRange(scope, _variables.Count - scope);
    }

    private void Execute(TemplateNode node, TemplateValue dot)
    {
        switch (node)
        {
            case TemplateNode.Text text:
                _output.Append(text.Value);
                break;
            case TemplateNode.Print print:
                _output.Append(Value(print.Value, dot));
                break;
            case TemplateNode.Assign assign:
                Assign(assign, Value(assign.Value, dot));
                break;
            case TemplateNode.Choice choice:
                Choose(choice, dot);
                break;
            case TemplateNode.Range range:
                Loop(range, dot);
                break;
        }
    }

    private void Assign(TemplateNode.Assign assign, TemplateValue value)
    {
        if (assign.IsNew)
        {
            _variables.Add((assign.Variable, value));
            return;
        }

        var index = _variables.FindLastIndex(variable => variable.Name == assign.Variable);
        _variables[index >= 0 ? index : throw Undefined(assign.Variable, assign.Start, assign.Length)] = (assign.Variable, value);
    }

    private void Choose(TemplateNode.Choice choice, TemplateValue dot)
    {
        var scope = _variables.Count;
        var condition = Value(choice.Condition, dot);
        if (choice.Variable is { } name)
            _variables.Add((name, condition));
        if (condition.IsTrue)
            Execute(choice.Then, choice.Moves ? condition : dot);
        else
            Execute(choice.Else, dot);
        _variables.RemoveRange(scope, _variables.Count - scope);
    }

    private void Loop(TemplateNode.Range range, TemplateValue dot)
    {
        var items = Items(Value(range.Over, dot), range.Over);
        foreach (var (key, item) in items)
        {
            var scope = _variables.Count;
            if (range.Key is { } keyName)
                _variables.Add((keyName, key));
            if (range.Item is { } itemName)
                _variables.Add((itemName, item));
            Execute(range.Body, item);
            _variables.RemoveRange(scope, _variables.Count - scope);
        }

        if (items.Count == 0)
            Execute(range.Else, dot);
    }

    private List<(TemplateValue Key, TemplateValue Item)> Items(TemplateValue over, TemplateExpression place) => over switch
    {
        TemplateValue.List list => [.. list.Items.Select((item, index) => (TemplateValue.Of(index), item))],
        TemplateValue.Map map => [.. map.Items.Select(item => (TemplateValue.Of(item.Key), item.Value))],
        _ when isHeader => [],
        _ => throw new TemplateError(place.Start, place.Length, $"range can't iterate over {over}"),
    };

    private TemplateValue Value(TemplateExpression expression, TemplateValue dot) => expression switch
    {
        TemplateExpression.Constant constant => constant.Value,
        TemplateExpression.Dot => dot,
        TemplateExpression.Variable variable => Lookup(variable),
        TemplateExpression.Member member => Member(member, dot),
        TemplateExpression.Call call => Call(call, dot),
        _ => dot,
    };

    private TemplateValue Lookup(TemplateExpression.Variable variable)
    {
        var index = _variables.FindLastIndex(known => known.Name == variable.Name);
        return index >= 0 ? _variables[index].Value : throw Undefined(variable.Name, variable.Start, variable.Length);
    }

    private TemplateValue Member(TemplateExpression.Member member, TemplateValue dot)
    {
        var of = Value(member.Of, dot);
        if (!member.Arguments.IsEmpty)
            return Method(member, of, dot);
        switch (of)
        {
            case TemplateValue.Fields fields when fields[member.Name] is { } value:
                return value;
            case TemplateValue.Map map:
                return map.Items.GetValueOrDefault(member.Name) ?? TemplateValue.Of("<no value>");
            case TemplateValue.Fields fields:
                throw new TemplateError(member.Start, member.Length, $"can't evaluate field {member.Name}",
                    NearestName.Find(member.Name, fields.Names) is { } nearest ? $"did you mean .{nearest}?"
                        : $"there are {string.Join(", ", fields.Names.Select(name => "." + name))}");
            default:
                // A header has a word for every field, and nothing below it.
                return isHeader ? of
                    : throw new TemplateError(member.Start, member.Length, $"can't evaluate field {member.Name}", $"{of} has no fields");
        }
    }

    private TemplateValue Method(TemplateExpression.Member member, TemplateValue of, TemplateValue dot)
    {
        if (of is TemplateValue.Fields fields && fields.Methods.TryGetValue(member.Name, out var method) && member.Arguments.Length == 1)
            return method(Value(member.Arguments[0], dot).ToString());
        throw new TemplateError(member.Start, member.Length, $"{member.Name} has arguments but cannot be invoked as function");
    }

    private TemplateValue Call(TemplateExpression.Call call, TemplateValue dot)
    {
        var arguments = ImmutableArray.CreateBuilder<TemplateValue>(call.Arguments.Length);
        foreach (var argument in call.Arguments)
            arguments.Add(Value(argument, dot));

        // In the head of a table a column is called after its field, whatever is done to the values.
        if (isHeader && call.Function is "json" or "split" or "join" or "truncate" or "pad" or "len" or "index" or "slice" && isHeader)
            return arguments.FirstOrDefault(argument => argument is TemplateValue.Text) ?? TemplateValue.Of("");
        return TemplateFunctions.Call(call.Function, arguments.ToImmutable(),
            problem => new TemplateError(
                call.Start, call.Length, string.Create(CultureInfo.InvariantCulture, $"error calling {call.Function}: {problem}")));
    }

    private static TemplateError Undefined(string name, int start, int length) => new(start, length, $"undefined variable \"${name}\"");
}
