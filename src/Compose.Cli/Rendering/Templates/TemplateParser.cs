using System.Collections.Immutable;
using System.Globalization;
using Compose.Files.Values;

namespace Compose.Cli.Rendering.Templates;

/// <summary>Tokens to nodes, by descent.</summary>
internal sealed class TemplateParser(List<TemplateToken> tokens)
{
    private int _at;

    private TemplateToken Current => tokens[_at];

    public ImmutableArray<TemplateNode> Run()
    {
        var (nodes, stop) = Block();
        return stop is { } keyword ? throw new TemplateError(keyword.Start, keyword.Length, $"unexpected {{{{{keyword.Text}}}}}") : nodes;
    }

    /// <summary>Nodes up to `end` or `else` (which has been read), or to the end of the template.</summary>
    private (ImmutableArray<TemplateNode> Nodes, TemplateToken? Stop) Block()
    {
        var nodes = ImmutableArray.CreateBuilder<TemplateNode>();
        while (Current.Kind != TokenKind.End)
        {
            if (Current.Kind == TokenKind.Text)
            {
                nodes.Add(new TemplateNode.Text(Current.Text, Current.Start, Current.Length));
                _at++;
                continue;
            }

            _at++;
            if (Current is { Kind: TokenKind.Word, Text: "end" or "else" } stop)
            {
                _at++;
                return (nodes.ToImmutable(), stop);
            }

            nodes.Add(Action());
        }

        return (nodes.ToImmutable(), null);
    }

    private TemplateNode Action()
    {
        var first = Current;
        if (first.Kind == TokenKind.Word)
        {
            switch (first.Text)
            {
                case "if" or "with":
                    _at++;
                    return Choice(first, moves: first.Text == "with");
                case "range":
                    _at++;
                    return Range(first);
                case "define" or "template" or "block" or "break" or "continue":
                    throw new TemplateError(
                        first.Start, first.Length, $"{first.Text} is not supported", "fields, pipes, functions, if, with and range are");
            }
        }

        if (first.Kind == TokenKind.Variable && tokens[_at + 1] is { Kind: TokenKind.Sign, Text: ":=" or "=" } sign)
        {
            _at += 2;
            var assigned = Pipeline();
            Expect(TokenKind.Close);
            return new TemplateNode.Assign(first.Text, sign.Text == ":=", assigned, first.Start, first.Length);
        }

        var value = Pipeline();
        Expect(TokenKind.Close);
        return new TemplateNode.Print(value, value.Start, value.Length);
    }

    private TemplateNode.Choice Choice(TemplateToken keyword, bool moves)
    {
        string? variable = null;
        if (Current.Kind == TokenKind.Variable && tokens[_at + 1] is { Kind: TokenKind.Sign, Text: ":=" })
        {
            variable = Current.Text;
            _at += 2;
        }

        var condition = Pipeline();
        Expect(TokenKind.Close);
        var (then, otherwise) = Branches(keyword, allowElseIf: true);
        return new TemplateNode.Choice(condition, variable, moves, then, otherwise, keyword.Start, keyword.Length);
    }

    private TemplateNode.Range Range(TemplateToken keyword)
    {
        string? key = null, item = null;
        if (Current.Kind == TokenKind.Variable && tokens[_at + 1] is { Kind: TokenKind.Sign, Text: ":=" or "," })
        {
            item = Current.Text;
            _at++;
            if (Current.Text == ",")
            {
                _at++;
                key = item;
                item = Expect(TokenKind.Variable).Text;
            }

            if (Current is not { Kind: TokenKind.Sign, Text: ":=" })
                throw Unexpected("range");
            _at++;
        }

        var over = Pipeline();
        Expect(TokenKind.Close);
        var (body, otherwise) = Branches(keyword, allowElseIf: false);
        return new TemplateNode.Range(over, key, item, body, otherwise, keyword.Start, keyword.Length);
    }

    private (ImmutableArray<TemplateNode> Then, ImmutableArray<TemplateNode> Else) Branches(TemplateToken keyword, bool allowElseIf)
    {
        var (then, stop) = Block();
        if (stop is null)
            throw new TemplateError(keyword.Start, keyword.Length, "unexpected EOF", $"{keyword.Text} needs its {{{{end}}}}");
        if (stop.Value.Text == "end")
        {
            Expect(TokenKind.Close);
            return (then, []);
        }

        if (allowElseIf && Current is { Kind: TokenKind.Word, Text: "if" or "with" } nested)
        {
            _at++;
            return (then, [Choice(nested, nested.Text == "with")]);
        }

        Expect(TokenKind.Close);
        var (otherwise, end) = Block();
        if (end is not { Text: "end" })
            throw new TemplateError(keyword.Start, keyword.Length, "unexpected EOF", $"{keyword.Text} needs its {{{{end}}}}");
        Expect(TokenKind.Close);
        return (then, otherwise);
    }

    private TemplateExpression Pipeline()
    {
        var value = Command();
        while (Current is { Kind: TokenKind.Sign, Text: "|" })
        {
            _at++;
            var next = Command();
            value = next switch
            {
                TemplateExpression.Call call => call with { Arguments = call.Arguments.Add(value) },
                TemplateExpression.Member member => member with { Arguments = member.Arguments.Add(value) },
                _ => throw new TemplateError(
                    next.Start, next.Length, "non executable command in pipeline", "after | a function is expected"),
            };
        }

        return value;
    }

    private TemplateExpression Command()
    {
        var first = Operand(isFirst: true);
        var arguments = ImmutableArray.CreateBuilder<TemplateExpression>();
        while (Current.Kind is not (TokenKind.Close or TokenKind.End) && Current is not { Kind: TokenKind.Sign, Text: "|" or ")" })
            arguments.Add(Operand(isFirst: false));
        if (arguments.Count == 0)
            return first;
        return first switch
        {
            TemplateExpression.Call call => call with { Arguments = arguments.ToImmutable() },
            TemplateExpression.Member member => member with { Arguments = arguments.ToImmutable() },
            _ => throw new TemplateError(first.Start, first.Length, "can't give argument to non-function"),
        };
    }

    private TemplateExpression Operand(bool isFirst)
    {
        var token = Current;
        _at++;
        TemplateExpression operand = token.Kind switch
        {
            TokenKind.String => new TemplateExpression.Constant(TemplateValue.Of(token.Text), token.Start, token.Length),
            TokenKind.Number when long.TryParse(token.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) =>
                new TemplateExpression.Constant(TemplateValue.Of(number), token.Start, token.Length),
            TokenKind.Field when token.Text.Length == 0 => new TemplateExpression.Dot(token.Start, token.Length),
            TokenKind.Field =>
                new TemplateExpression.Member(new TemplateExpression.Dot(token.Start, 1), token.Text, [], token.Start, token.Length),
            TokenKind.Variable => new TemplateExpression.Variable(token.Text, token.Start, token.Length),
            TokenKind.Word when token.Text is "true" or "false" =>
                new TemplateExpression.Constant(TemplateValue.Of(token.Text == "true"), token.Start, token.Length),
            TokenKind.Word => Function(token),
            TokenKind.Sign when token.Text == "(" => Parenthesis(),
            _ => throw Unexpected(isFirst ? "command" : "operand", token),
        };

        // `.A.B` and `$x.A`: fields that follow without a blank.
        while (Current.Kind == TokenKind.Field && Current.Text.Length > 0
            && Current.Start == tokens[_at - 1].Start + tokens[_at - 1].Length && token.Kind is not (TokenKind.String or TokenKind.Number))
        {
            operand = new TemplateExpression.Member(
                operand, Current.Text, [], operand.Start, Current.Start + Current.Length - operand.Start);
            _at++;
        }

        return operand;
    }

    private static TemplateExpression.Call Function(TemplateToken token)
    {
        if (!TemplateFunctions.Names.Contains(token.Text))
            throw new TemplateError(token.Start, token.Length, $"function {CommandLine.GoSyntax.Quote(token.Text)} not defined",
                NearestName.Find(token.Text, TemplateFunctions.Names) is { } nearest ? $"did you mean {nearest}?"
                    : $"functions are {string.Join(", ", TemplateFunctions.Names)}");
        return new TemplateExpression.Call(token.Text, [], token.Start, token.Length);
    }

    private TemplateExpression Parenthesis()
    {
        var inner = Pipeline();
        if (Current is not { Kind: TokenKind.Sign, Text: ")" })
            throw Unexpected("parenthesized pipeline");
        _at++;
        return inner;
    }

    private TemplateToken Expect(TokenKind kind)
    {
        if (Current.Kind != kind)
            throw Unexpected("command");
        return tokens[_at++];
    }

    private TemplateError Unexpected(string where, TemplateToken? token = null)
    {
        var found = token ?? Current;
        return found.Kind == TokenKind.Close && where == "command"
            ? new TemplateError(
            found.Start, found.Length, "missing value for command", "between {{ and }} something is expected, such as .Name")
            : new TemplateError(
            found.Start, found.Length,
            $"unexpected {(found.Kind == TokenKind.End ? "EOF" : CommandLine.GoSyntax.Quote(found.Text))} in {where}");
    }
}
