# A panel of comity in R: read it with types, check it against its codebook, plot it, fit a first model.
#
#     comity export panel out/ --project DIR          (or --unit month, --directed, --dataset NAME ...)
#     Rscript panel.R out/                            (writes out/panel.pdf; a second argument names another file)
#
# Base R only: no package is needed beyond what R comes with (Debian: r-base-core).

args <- commandArgs(trailingOnly = TRUE)
if (length(args) < 1) stop("Say where the panel is: Rscript panel.R FOLDER [PLOT.pdf]", call. = FALSE)
folder <- args[1]
pdf_file <- if (length(args) > 1) args[2] else file.path(folder, "panel.pdf")

# 1. Read -------------------------------------------------------------------------------------------------------------
# The codebook says what each column is; R's own guesses are not needed. An empty cell is missing and nothing else is:
# "NA" could be somebody's name.

for (needed in file.path(folder, c("codebook.csv", file.path("csv", "panel.csv")))) {
  if (!file.exists(needed)) {
    stop(if (dir.exists(folder)) paste0("no panel is in ", folder, ": ") else paste0("there is no folder ", folder, ": "),
         needed, " is missing. Make it first, in the folder of the project (or with --project DIR):\n  comity export panel ", folder,
         call. = FALSE)
  }
}
codebook <- read.csv(file.path(folder, "codebook.csv"), na.strings = "", stringsAsFactors = FALSE, encoding = "UTF-8")
panel <- read.csv(file.path(folder, "csv", "panel.csv"),
                  na.strings = "", colClasses = "character", encoding = "UTF-8", check.names = FALSE)

typed <- function(x, type) {
  y <- switch(type,
    integer = suppressWarnings(as.integer(x)),
    number = suppressWarnings(as.numeric(x)),
    date = as.Date(x, format = "%Y-%m-%d"),
    boolean = ifelse(x == "true", TRUE, ifelse(x == "false", FALSE, NA)),
    text = x)
  if (any(is.na(y) & !is.na(x))) stop("a cell of type ", type, " cannot be read: ", x[is.na(y) & !is.na(x)][1])
  y
}
missing_columns <- setdiff(codebook$column, names(panel))
if (length(missing_columns)) stop("columns of the codebook are not in the panel: ", paste(missing_columns, collapse = ", "))
if (!identical(codebook$column, names(panel))) stop("the columns of the panel are not those of the codebook, in its order")
for (i in seq_len(nrow(codebook))) panel[[i]] <- typed(panel[[i]], codebook$type[i])

# 2. Check ------------------------------------------------------------------------------------------------------------

faults <- character(0)
fault <- function(...) faults <<- c(faults, paste0(...))
for (i in seq_len(nrow(codebook))) {
  x <- panel[[i]]
  name <- codebook$column[i]
  if (codebook$required[i] == "true" && anyNA(x)) fault(name, " is missing in ", sum(is.na(x)), " rows")
  if (!is.na(codebook$minimum[i]) && any(x < codebook$minimum[i], na.rm = TRUE)) fault(name, " is below ", codebook$minimum[i])
  if (!is.na(codebook$maximum[i]) && any(x > codebook$maximum[i], na.rm = TRUE)) fault(name, " is above ", codebook$maximum[i])
  if (!is.na(codebook$values[i])) {
    allowed <- strsplit(codebook$values[i], ";", fixed = TRUE)[[1]]
    if (!all(x %in% c(allowed, NA))) fault(name, " has a value that the codebook does not list")
  }
}
if (anyDuplicated(panel[c("a", "b", "period")])) fault("two rows share a, b and period")
if (any(panel$covered & is.na(panel$events))) fault("a covered row has no count of events")
if (any(!panel$covered & !is.na(panel$events))) fault("a row that is not covered has a count of events")
if (any(panel$cooperative + panel$hostile > panel$events, na.rm = TRUE)) fault("more cooperative and hostile acts than acts")
if (length(faults)) stop("the panel is not as its codebook says:\n  ", paste(faults, collapse = "\n  "), call. = FALSE)

numbers <- codebook$column[codebook$type %in% c("integer", "number")]
cat(sprintf("%d rows, %d dyads, %s to %s; %d rows are covered, %d have a score. As the codebook says.\n\n",
            nrow(panel), length(unique(panel$dyad)), min(panel$period), max(panel$period),
            sum(panel$covered), sum(!is.na(panel$score))))
cat(sprintf("%-22s %8s %14s\n", "column", "missing", "mean"))
for (name in numbers) {
  cat(sprintf("%-22s %8d %14s\n", name, sum(is.na(panel[[name]])),
              if (all(is.na(panel[[name]]))) "-" else sprintf("%.6f", mean(as.numeric(panel[[name]]), na.rm = TRUE))))
}

# 3. Plot -------------------------------------------------------------------------------------------------------------
# The six dyads with most covered rows: the filter's score with its 90% interval, hostile acts in red, cooperative in blue.
# Where there is no score there is no line.

panel$time <- panel$year + if (all(is.na(panel$month))) 0 else (panel$month - 1) / 12
panel$way <- paste(panel$lineage_a, panel$lineage_b)          # the dyad, or in a directed panel who acts to whom
busiest <- names(sort(table(panel$way[panel$covered]), decreasing = TRUE))
busiest <- head(if (length(busiest)) busiest else unique(panel$way), 6)
pdf(pdf_file, width = 8, height = 10)
par(mfrow = c(3, 2), mar = c(3, 3, 2.5, 0.5), mgp = c(1.8, 0.6, 0))
for (way in busiest) {
  d <- panel[panel$way == way, ]
  d <- d[order(d$first), ]
  plot(range(panel$time), c(-1, 1), type = "n", xlab = "", ylab = "score", main = sub(" ", if (any(d$directed)) " to " else " and ", way))
  abline(h = 0, col = "grey80")
  known <- d[!is.na(d$score), ]
  if (nrow(known) > 1) {
    polygon(c(known$time, rev(known$time)), c(known$score_low, rev(known$score_high)), col = "#4466aa33", border = NA)
    lines(known$time, known$score, col = "#223377")
  }
  hostile <- d$time[which(d$hostile > 0)]
  friendly <- d$time[which(d$cooperative > 0)]
  if (length(friendly)) rug(friendly, side = 3, col = "#2255cc")
  if (length(hostile)) rug(hostile, side = 1, col = "#cc2222")
  broken <- d$time[!is.na(d$succession)]
  if (length(broken)) abline(v = broken, lty = 3, col = "grey50")     # an actor succeeded another
}
invisible(dev.off())
cat("\nPlot:", basename(pdf_file), "\n")

# 4. A first model ----------------------------------------------------------------------------------------------------
# Do the score at the end of the period before, and a hostile act in it, predict a hostile act in this one? Only covered rows
# count: elsewhere nobody would have told. The score is the filter's, which sees nothing of this period. How many documents (or
# days) cover a row is held constant: where more is told, more hostility is told. Errors are clustered by dyad.

period_number <- if (all(is.na(panel$month))) panel$year else panel$year * 12 + panel$month
panel$number <- period_number
ends <- panel[order(panel$way, panel$number, panel$first), ]
ends <- ends[!duplicated(ends[c("way", "number")], fromLast = TRUE), ]    # after a succession within a period: the later row
before <- ends[c("way", "number", "score", "hostile")]
before$number <- before$number + 1
names(before)[3:4] <- c("score_before", "hostile_before")
frame <- merge(panel[panel$covered, ], before, by = c("way", "number"))
frame$exposure <- log(ifelse(is.na(frame$covering_documents), frame$covering_days, frame$covering_documents))
frame$any_hostile <- as.integer(frame$hostile > 0)
# no source covered the period before: no hostile act is known of it, which is not the same as none
frame$unknown_before <- as.integer(is.na(frame$hostile_before))
frame$hostile_before <- as.integer(!is.na(frame$hostile_before) & frame$hostile_before > 0)
frame <- frame[!is.na(frame$score_before), ]

# Variance of estimates with errors that are correlated within clusters (Liang and Zeger 1986; CR1).
clustered <- function(bread, scores, cluster) {
  sums <- rowsum(scores, cluster)
  g <- nrow(sums)
  n <- nrow(scores)
  correction <- g / (g - 1) * (n - 1) / (n - ncol(scores))
  correction * bread %*% crossprod(sums) %*% bread
}
report <- function(estimates, variance, degrees) {
  se <- sqrt(diag(variance))
  p <- 2 * pt(-abs(estimates / se), degrees)
  cat(sprintf("%-16s %10s %10s %8s %8s\n", "", "estimate", "std.error", "t", "p"))
  for (i in seq_along(estimates)) {
    cat(sprintf("%-16s %10.4f %10.4f %8.2f %8.4f\n", names(estimates)[i], estimates[i], se[i], estimates[i] / se[i], p[i]))
  }
}
varies <- function(names) names[vapply(names, function(n) {
  x <- frame[[n]]
  if (!all(x %in% 0:1)) return(length(unique(x)) > 1)
  cells <- table(factor(x, 0:1), factor(frame$any_hostile, 0:1))      # a yes or no needs cases of either outcome on both sides
  min(cells) >= 5
}, logical(1))]
terms <- varies(c("score_before", "hostile_before", "unknown_before", "exposure"))
g <- length(unique(frame$dyad))
rare <- min(sum(frame$any_hostile), sum(1 - frame$any_hostile))
cat(sprintf("\n%d covered rows of %d dyads have a score in the period before; a hostile act in %d of them.\n",
            nrow(frame), g, sum(frame$any_hostile)))

fit_logit <- NULL
if (g > 4 && length(terms) && rare >= 5 * length(terms)) {            # fewer of either outcome: no logit worth printing
  fit_logit <- suppressWarnings(glm(reformulate(terms, "any_hostile"), family = binomial, data = frame))
  sure <- fitted(fit_logit) < 1e-8 | fitted(fit_logit) > 1 - 1e-8
  if (!fit_logit$converged || any(sure) || anyNA(coef(fit_logit))) fit_logit <- NULL   # the outcome is separated perfectly
}
if (!is.null(fit_logit)) {
  x <- model.matrix(fit_logit)
  w <- fitted(fit_logit) * (1 - fitted(fit_logit))
  scores <- x * (frame$any_hostile - fitted(fit_logit))
  cat("Logit: a hostile act in this period, by what was so in the period before. Errors clustered by dyad.\n")
  report(coef(fit_logit), clustered(solve(crossprod(x * sqrt(w))), scores, frame$dyad), g - 1)
  if (g < 30) cat("With so few dyads the errors are too small: read the signs, not the p's.\n")
  cat("exp(estimate of score_before / 10) is the ratio of odds for a score higher by 0.1:",
      if ("score_before" %in% terms) sprintf("%.3f", exp(coef(fit_logit)[["score_before"]] / 10)) else "not estimated", "\n")
} else if (g > 4 && nrow(frame) >= 30 && "score_before" %in% terms) {
  cat("Too few hostile acts, or too few without, for a logit. A linear model of the score instead.\n")
  fit <- lm(reformulate("score_before", "score"), data = frame)
  x <- model.matrix(fit)
  report(coef(fit), clustered(solve(crossprod(x)), x * residuals(fit), frame$dyad), g - 1)
  cat("Mind what this is: the score is filtered, and where no new evidence came it is the one before, faded by rule. Its slope on its\n",
      "own lag is therefore nearly mechanical: it shows how slowly the filter forgets, and is no finding about relations.\n", sep = "")
} else {
  cat("Too few rows for a model.\n")
}
