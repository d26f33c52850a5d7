using System.Collections.Immutable;
using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Planning.Plans;

namespace Compose.Cli.Context;

/// <summary>A planner asks before it plans what loses data: the user answers, and it plans again.</summary>
internal static class PlanQuestions
{
    /// <summary>Says what the planner has to say, asks what it asks, and gives the plan that is to be run; null when it is not.</summary>
    /// <param name="run">Where it asks and says.</param>
    /// <param name="planner">Plans with the answers so far.</param>
    /// <param name="assumeYes">Nothing is asked.</param>
    /// <param name="sentence">The code of what is said as a plain sentence and not as a warning.</param>
    public static async Task<Plan?> SettleAsync(
        this CommandContext run, Func<NamedMap<bool>, Plan> planner, bool assumeYes, DiagnosticCode? sentence = null)
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
                answers = answers.With(question.Key, assumeYes || await run.Keyboard.ConfirmsAsync(question.Text));
        }
    }
}
