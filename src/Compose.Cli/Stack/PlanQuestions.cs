using System.Collections.Immutable;
using System.Text;
using Compose.Files.Environment;
using Compose.Files.Model;
using Compose.Planning;

namespace Compose.Cli.Stack;

/// <summary>A planner asks before it plans what loses data: the user answers, and it plans again.</summary>
static class PlanQuestions
{
    /// <summary>Says what the planner has to say, asks what it asks, and gives the plan that is to be run; null when it is not.</summary>
    /// <param name="run">Where it asks and says.</param>
    /// <param name="planner">Plans with the answers so far.</param>
    /// <param name="assumeYes">Nothing is asked.</param>
    /// <param name="sentence">The code of what is said as a plain sentence and not as a warning.</param>
    public static Plan? Settle(this StackRun run, Func<NamedMap<bool>, Plan> planner, bool assumeYes, string? sentence = null)
    {
        var answers = NamedMap<bool>.Empty;
        while (true)
        {
            var plan = planner(answers);
            var open = plan.Questions.Where(question => !answers.Contains(question.Key)).ToImmutableArray();
            if (open.IsEmpty)
            {
                run.Reporter.Report([.. plan.Diagnostics.Where(diagnostic => diagnostic.Code != sentence)], run.Sources);
                foreach (var said in plan.Diagnostics.Where(diagnostic => diagnostic.Code == sentence))
                    run.Inform(said.Summary);
                return plan.HasErrors ? null : plan;
            }

            foreach (var question in open)
                answers = answers.With(question.Key, assumeYes || Ask(run.Terminal, question.Text));
        }
    }

    /// <summary>
    /// No answer is no: a script that forgot -y loses nothing. A person is asked with the possible answers; a script finds the question on
    /// standard output, as Docker Compose has it.
    /// </summary>
    private static bool Ask(Terminal terminal, string question)
    {
        if (terminal.InputIsTerminal)
            terminal.Report($"? {question} (y/N) ");
        else
            terminal.PrintLine(question);
        var answer = ReadLine(terminal.Input);
        if (answer is null && terminal.InputIsTerminal)
            terminal.ReportLine("");
        return answer is not null && (answer.Trim().Equals("yes", StringComparison.OrdinalIgnoreCase) || GoValue.IsTruthy(answer));
    }

    /// <summary>Not a byte more than the line: what follows is the answer to the next question.</summary>
    private static string? ReadLine(Stream input)
    {
        var line = new List<byte>();
        var next = input.ReadByte();
        for (; next is not (-1 or '\n'); next = input.ReadByte())
            line.Add((byte)next);
        return next == -1 && line.Count == 0 ? null : Encoding.UTF8.GetString([.. line]);
    }
}
